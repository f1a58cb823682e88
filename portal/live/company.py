"""Who is in a room, by name, and who writes there: told as their number is, and kept nowhere.

Who writes says so now and then, and is believed for some seconds.
"""

from collections import Counter
from itertools import islice

from portal.live.presence import Presence

# So many are named; of the others one is told how many they are.
NAMED = 12
WRITING_SECONDS = 7


class Company(Presence):
    """The accounts in one open room: who has two pages open is one.

    `writing` says of each socket here whose page is written in until when that is believed.
    """

    def __init__(self, hub, room, say):
        super().__init__(hub, room, say)
        self.pages = Counter()
        self.names = {}
        self.writing = {}

    def came(self, socket):
        self.pages[socket.user] += 1
        self.names[socket.user] = socket.name
        super().came(socket)

    def went(self, socket):
        self.pages[socket.user] -= 1
        if not self.pages[socket.user]:
            del self.pages[socket.user], self.names[socket.user]
        self.writing.pop(socket, None)
        super().went(socket)

    def writes(self, socket):
        """Somebody who is here is writing. The other processes hear of each sign, and go on believing it."""
        self.writing[socket] = self.hub.loop.time() + WRITING_SECONDS
        self.told = None
        self.soon()

    def rests(self, socket):
        """They have sent it, or taken it away."""
        if self.writing.pop(socket, None):
            self.soon()

    def beat(self):
        super().beat()
        if self.shown and self.shown["writing"]:
            self.soon()

    def state(self, now):
        self.writing = {socket: until for socket, until in self.writing.items() if until > now}
        writers = {socket.user: socket.name for socket in self.writing}
        return {"count": len(self.names), "people": first(self.names), "writing": first(writers)}

    def sum(self, heard, now):
        count, people, writers = 0, {}, {}
        for state, at in heard:
            named = state.get("people", {})
            count += state["count"] - len(named.keys() & people.keys())
            people |= named
            if at + WRITING_SECONDS > now:
                writers |= state.get("writing", {})
        return {"present": count, "people": first(people), "writing": first(writers)}


def first(names):
    return dict(islice(names.items(), NAMED))
