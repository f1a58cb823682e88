"""Pushes between processes, over the channel layer: quick and careless. Nobody waits for one.

A push that is lost costs no reader anything but a moment, for the hub looks into the table now and then.
"""

import asyncio
import logging
import os
import threading
from collections import deque

from channels.layers import InMemoryChannelLayer, get_channel_layer

logger = logging.getLogger(__name__)

CHANGE, PRESENCE = "live.change", "live.presence"
# What waits while Redis does not answer, and for how long one push may take.
WAITING = 1000
SECONDS = 2
# The loops of this process whose hub listens. The layer in memory reaches nobody else.
listening = set()


def group_of(name):
    """What the channel layer calls a room."""
    return f"live.{name.replace(':', '.')}"


def push(name, told):
    """Send one change on its way and return at once. Never raises for what happens to it there."""
    _send(name, {"type": CHANGE, "room": name, "told": list(told)})


def push_presence(name, process, state, asks):
    """Say to the other processes whom a process has in a room; with `asks` they say it, too."""
    _send(name, {"type": PRESENCE, "room": name, "process": process, "state": state, "asks": asks})


def _send(name, message):
    layer = get_channel_layer()
    if isinstance(layer, InMemoryChannelLayer):
        # Its queues belong to the loop of who listens.
        for loop in tuple(listening):
            asyncio.run_coroutine_threadsafe(layer.group_send(group_of(name), message), loop)
    else:
        Courier.of_this_process().take(group_of(name), message)


class Courier(threading.Thread):
    """A thread with a loop and a connection of its own, so that no request waits for Redis or opens one."""

    _one = None
    _lock = threading.Lock()

    def __init__(self):
        super().__init__(name="live-courier", daemon=True)
        self.pid = os.getpid()
        self.loop = asyncio.new_event_loop()
        self.waiting = deque(maxlen=WAITING)
        self.is_well = True

    @classmethod
    def of_this_process(cls):
        """A fork has no threads of its parent's: it gets a courier of its own."""
        with cls._lock:
            if cls._one is None or cls._one.pid != os.getpid():
                cls._one = cls()
                cls._one.start()
            return cls._one

    def take(self, group, message):
        self.loop.call_soon_threadsafe(self._add, group, message)

    def run(self):
        asyncio.set_event_loop(self.loop)
        self.something = asyncio.Event()
        self.loop.run_until_complete(self._deliver())

    def _add(self, group, message):
        self.waiting.append((group, message))
        self.something.set()

    async def _deliver(self):
        while True:
            await self.something.wait()
            self.something.clear()
            while self.waiting:
                group, message = self.waiting.popleft()
                try:
                    await asyncio.wait_for(get_channel_layer().group_send(group, message), SECONDS)
                    self.is_well = True
                except Exception as error:  # Whatever it is, readers catch up from the table.
                    self._give_up(error)

    def _give_up(self, error):
        """What waits is old by now: it is found in the table. One line for each outage."""
        self.waiting.clear()
        if self.is_well:
            logger.warning("Changes are not pushed for now (%s); readers get them a little later", error)
        self.is_well = False
