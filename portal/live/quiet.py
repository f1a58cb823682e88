"""Keeps a library that meets the same trouble every second from filling the log."""

import logging
import time

SECONDS = 60


class OnceAMinute(logging.Filter):
    """Lets one line a minute through, without its traceback."""

    def __init__(self):
        super().__init__()
        self.next_at = 0

    def filter(self, record):
        if (now := time.monotonic()) < self.next_at:
            return False
        self.next_at = now + SECONDS
        if record.exc_info:
            record.msg, record.args = "%s: %s", (record.getMessage(), record.exc_info[1])
            record.exc_info = record.exc_text = None
        return True
