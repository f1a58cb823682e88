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


class NoText(logging.Filter):
    """Leaves out that a client sent text which is not UTF-8. Its socket is closed with 1007; whoever may open
    one could fill the log.
    """

    def filter(self, record):
        if record.name == "uvicorn.error":
            return not record.getMessage().startswith("Invalid UTF-8")
        error = record.exc_info and record.exc_info[1]
        return not isinstance(getattr(error, "__context__", None), UnicodeDecodeError)
