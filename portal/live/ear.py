"""The one place where a process hears of changes: a channel of the layer, in a group for each open room."""

import asyncio
import logging

from channels.layers import get_channel_layer

from portal.live.courier import group_of

logger = logging.getLogger(__name__)

# How long one subscription may take, and the pause before a layer that fails is tried again.
SECONDS = 2


class Ear:
    """Calls `hear(message)` for what is pushed to the rooms it listens in.

    It calls `joined(room)` when it begins to listen in one: what was told before was not heard.
    A layer that fails is told of once and tried again; what it did not bring is found by looking.
    """

    def __init__(self, hear, joined):
        self.hear = hear
        self.joined = joined
        self.layer = get_channel_layer()
        self.channel = None
        self.wanted = set()
        self.subscribed = set()
        self.mending = asyncio.Lock()
        self.is_well = True

    async def listen(self):
        while True:
            try:
                self.channel = await self.layer.new_channel("live")
                await self.mend()
                while True:
                    self.hear(await self.layer.receive(self.channel))
            except Exception as error:  # Each layer fails in its own way.
                self._complain(error)
                self.channel = None
                self.subscribed.clear()
                await asyncio.sleep(SECONDS)

    async def subscribe(self, room):
        self.wanted.add(room)
        await self.mend()

    async def unsubscribe(self, room):
        self.wanted.discard(room)
        await self.mend()

    async def close(self):
        self.wanted.clear()
        await self.mend()

    async def mend(self):
        """Bring what is subscribed to what is wanted, as far as the layer lets us now."""
        async with self.mending:
            while self.channel and (rooms := self.wanted ^ self.subscribed):
                room = rooms.pop()
                change = self.layer.group_add if room in self.wanted else self.layer.group_discard
                if not await self._try(change(group_of(room), self.channel)):
                    return
                self.subscribed ^= {room}
                if room in self.subscribed:
                    self.joined(room)

    async def _try(self, coroutine):
        try:
            async with asyncio.timeout(SECONDS):
                await coroutine
        except Exception as error:  # Each layer fails in its own way.
            self._complain(error)
            return False
        if not self.is_well:
            logger.warning("Changes are heard again")
        self.is_well = True
        return True

    def _complain(self, error):
        if self.is_well:
            logger.warning("No pushes are heard for now (%r); changes come a little later", error)
        self.is_well = False
