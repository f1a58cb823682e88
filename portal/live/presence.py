"""How many sockets are in a room, over all processes: told to who is in it, and kept nowhere.

Each process says what it has when that changes, and now and then. What one that broke off has said is
believed until its time is over.
"""

from typing import NamedTuple

from django.conf import settings

from portal.live.courier import push_presence

# How often a process repeats what it has, and how long it is believed.
REPEATED_SECONDS = 10
BELIEVED_SECONDS = 30


class Heard(NamedTuple):
    """What a process has said of itself, and when."""

    state: dict
    at: float


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

    def came(self, socket):
        """One more is here, who does not know what is shown."""
        self.here += 1
        self.shown = None
        self.soon()

    def went(self, socket):
        self.here -= 1
        self.soon()

    def joined(self):
        """The other processes can be heard from now on: they are asked what they have."""
        self.is_joined = self.asks = True
        self.soon()

    def hear(self, process, state, asks):
        """What another process has."""
        if process == self.hub.name:
            return
        self.others[process] = Heard(state, self.hub.loop.time())
        if asks:
            self.told = None
        self.soon()

    def beat(self):
        """Called now and then."""
        now = self.hub.loop.time()
        if now > self.told_at + REPEATED_SECONDS:
            self.told = None
            self.soon()
        if any(heard.at + BELIEVED_SECONDS < now for heard in self.others.values()):
            self.soon()

    def soon(self):
        if self.settling is None:
            wait = self.settled_at + settings.LIVE_PRESENCE_SECONDS - self.hub.loop.time()
            self.settling = self.hub.loop.call_later(max(0, wait), self._settle)

    def close(self):
        """Nobody is here any more: the others need not wait until they believe it."""
        if self.settling:
            self.settling.cancel()
        push_presence(self.room, self.hub.name, {"count": 0}, False)

    def state(self, now):
        """What the other processes are told of this one."""
        return {"count": self.here}

    def sum(self, heard, now):
        """What those who are here are told, from what each process has said."""
        return {"present": sum(each.state["count"] for each in heard)}

    def _settle(self):
        self.settling = None
        self.settled_at = now = self.hub.loop.time()
        state = self.state(now)
        if self.is_joined and (self.told != state or self.asks):
            push_presence(self.room, self.hub.name, state, self.asks)
            self.told, self.told_at, self.asks = state, now, False
        self.others = {name: each for name, each in self.others.items() if each.at + BELIEVED_SECONDS > now}
        total = self.sum([Heard(state, now), *self.others.values()], now)
        if total != self.shown:
            self.shown = total
            self.say(total)
