"""How many sockets are in a room, over all processes: told to who is in it, and kept nowhere.

Each process says how many it has when that changes, and now and then. What one that broke off has said is
believed until its time is over.
"""

from django.conf import settings

from portal.live.courier import push_presence

# How often a process repeats what it has, and how long it is believed.
REPEATED_SECONDS = 10
BELIEVED_SECONDS = 30


class Presence:
    """The count of one open room. What changes is told at most once in `LIVE_PRESENCE_SECONDS`.

    `told` is what the other processes know of us, `shown` what those who are here know.
    """

    def __init__(self, hub, room, say):
        self.hub = hub
        self.room = room
        self.say = say
        self.here = 0
        self.others = {}
        self.shown = self.told = None
        self.told_at = self.settled_at = 0
        self.is_joined = self.asks = False
        self.settling = None

    def came(self):
        """One more is here, who does not know the number."""
        self.here += 1
        self.shown = None
        self.soon()

    def went(self):
        self.here -= 1
        self.soon()

    def joined(self):
        """The other processes can be heard from now on: they are asked what they have."""
        self.is_joined = self.asks = True
        self.soon()

    def hear(self, process, count, asks):
        """What another process has."""
        if process == self.hub.name:
            return
        self.others[process] = count, self.hub.loop.time() + BELIEVED_SECONDS
        if asks:
            self.told = None
        self.soon()

    def beat(self):
        """Called now and then."""
        now = self.hub.loop.time()
        if now > self.told_at + REPEATED_SECONDS:
            self.told = None
            self.soon()
        if any(until < now for _count, until in self.others.values()):
            self.soon()

    def soon(self):
        if self.settling is None:
            wait = self.settled_at + settings.LIVE_PRESENCE_SECONDS - self.hub.loop.time()
            self.settling = self.hub.loop.call_later(max(0, wait), self._settle)

    def close(self):
        """Nobody is here any more: the others need not wait until they believe it."""
        if self.settling:
            self.settling.cancel()
        push_presence(self.room, self.hub.name, 0, False)

    def _settle(self):
        self.settling = None
        self.settled_at = now = self.hub.loop.time()
        if self.is_joined and (self.told != self.here or self.asks):
            push_presence(self.room, self.hub.name, self.here, self.asks)
            self.told, self.told_at, self.asks = self.here, now, False
        self.others = {name: known for name, known in self.others.items() if known[1] > now}
        total = self.here + sum(count for count, _until in self.others.values())
        if total != self.shown:
            self.shown = total
            self.say(total)
