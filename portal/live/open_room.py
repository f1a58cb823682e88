"""A room as one process has it: who is in it, what they have got, and what waits to be sent."""

import json
import logging
from collections import deque

from django.conf import settings
from django.db import DatabaseError

from portal.live import log
from portal.live.company import Company
from portal.live.models import Change
from portal.live.presence import Presence
from portal.live.rooms import kind_of
from portal.live.sockets import COME_IN_ANEW, Frame
from portal.live.visits import in_database

logger = logging.getLogger(__name__)

# How long a change that comes before its turn waits for the one in between: pushes may overtake each other.
PATIENCE = 0.05
# What is remembered for sockets that come in while changes go out.
REMEMBERED = 100


class OpenRoom:
    """Sends changes on in the order of their numbers, each once.

    `sent` is the last number that went out, `heard` the last one up to which nothing is missing here.
    """

    def __init__(self, hub, name, number):
        self.hub = hub
        self.name = name
        self.sent = self.heard = number
        self.sockets = {}
        self.ready = []
        self.too_early = {}
        self.recent = deque(maxlen=REMEMBERED)
        self.flushed_at = 0
        self.flushing = self.waiting = None
        self.is_catching_up = False
        kind = kind_of(name)
        self.company = Company(hub, name, self._show_presence) if kind and kind.people else None
        is_counted = kind and kind.presence
        self.presence = self.company or (Presence(hub, name, self._show_presence) if is_counted else None)

    def let_in(self, socket, entry):
        """Send a socket what it missed and let it in. False when it must begin anew."""
        missed = entry.missed
        changes = missed.changes
        if missed.number < self.sent:
            # More went out while we looked.
            between = [each for each in self.recent if each.number > missed.number]
            if len(between) != self.sent - missed.number or any(
                is_out(each, socket.user) for each in between
            ):
                return False
            changes = [*changes, *between]
        if missed.is_lost:
            socket.write(Frame(f'{{"room":"{self.name}","to":{missed.number},"reset":true}}'))
            changes = changes[len(missed.changes) :]
        after = entry.since if entry.since is not None and not missed.is_lost else missed.number
        socket.write(Frame(self._text(changes, socket.language, after, max(missed.number, self.sent))))
        self.sockets.setdefault(socket.language, set()).add(socket)
        socket.rooms.add(self.name)
        if self.presence:
            self.presence.came(socket)
        return True

    def let_out(self, socket):
        """Whether nobody is left."""
        self.sockets.get(socket.language, set()).discard(socket)
        if self.presence:
            self.presence.went(socket)
        return not any(self.sockets.values())

    def is_out_since(self, number, user):
        """Whether somebody was sent out, as far as is known here, after that number."""
        if self.sent - number > len(self.recent):
            return True
        return any(is_out(each, user) for each in self.recent if each.number > number)

    def take(self, told):
        """A change was pushed, or found in the table. Those that came before their turn wait a little."""
        if told.number <= self.heard or len(self.too_early) >= settings.LIVE_CATCH_UP:
            return
        self.too_early[told.number] = told
        while next_one := self.too_early.pop(self.heard + 1, None):
            self.heard += 1
            self.ready.append(next_one)
        if self.ready and not self.flushing:
            wait = self.flushed_at + settings.LIVE_PUSH_SECONDS - self.hub.loop.time()
            self.flushing = self.hub.loop.call_later(max(0, wait), self._flush)
        if self.too_early and not self.waiting:
            self.waiting = self.hub.loop.call_later(PATIENCE, self._stop_waiting)

    async def catch_up(self):
        """Take from the table what was not pushed. Trouble there is met again when we look next time."""
        if self.is_catching_up:
            return
        self.is_catching_up = True
        try:
            missed = await in_database(log.read_since, self.name, self.heard)
        except DatabaseError as error:
            logger.warning("What was missed in %s cannot be read now: %s", self.name, error)
            return
        finally:
            self.is_catching_up = False
        if missed.number > self.heard and missed.is_lost:
            self._begin_anew(missed.number)
        for told in missed.changes:
            self.take(told)

    def close(self):
        for timer in (self.flushing, self.waiting):
            if timer:
                timer.cancel()
        if self.presence:
            self.presence.close()

    def _stop_waiting(self):
        self.waiting = None
        if self.too_early:
            self.hub.start(self.catch_up())

    def _begin_anew(self, number):
        """Too much was missed to send it on, and among it may be who had to leave: all come in anew."""
        self.sent = self.heard = number
        self.ready.clear()
        self.recent.clear()
        self.too_early = {key: told for key, told in self.too_early.items() if key > number}
        self._send_out(Change.EVERYONE)

    def _flush(self):
        self.flushing = None
        self.flushed_at = self.hub.loop.time()
        ready, self.ready = self.ready, []
        batch = []
        for told in ready:
            batch.append(told)
            if told.leaves:
                # What came before is still theirs, what comes after is not.
                self._send(batch)
                self._send_out(told.leaves)
                batch = []
        self._send(batch)

    def _send(self, batch):
        if not batch:
            return
        after, self.sent = self.sent, batch[-1].number
        self.recent.extend(batch)
        self._write(lambda language: self._text(batch, language, after, self.sent))

    def _show_presence(self, seen):
        text = json.dumps({"room": self.name, **seen}, ensure_ascii=False, separators=(",", ":"))
        self._write(lambda _language: text)

    def _write(self, text):
        """To all who are here, what `text(language)` returns."""
        slow = []
        for language, members in self.sockets.items():
            if members:
                frame = Frame(text(language))
                slow += [socket for socket in members if not socket.write(frame)]
        self.hub.too_slow(slow)

    def _text(self, changes, language, after, to):
        """What the browser gets: the changes after one number and up to another, each with its own."""
        parts = []
        for told in changes:
            body = told.bodies.get(language) or told.bodies.get("")
            if body:
                parts.append(f'{{"number":{told.number},{body[1:]}')
        return f'{{"room":"{self.name}","after":{after},"to":{to},"changes":[{",".join(parts)}]}}'

    def _send_out(self, whom):
        if self.name == log.EVERYWHERE:
            self.hub.send_out_everywhere(whom)
            return
        members = [socket for each in self.sockets.values() for socket in each]
        for socket in members:
            if whom in (Change.EVERYONE, socket.user):
                self.hub.send_out(socket, COME_IN_ANEW)


def is_out(told, user):
    """Whether the change sent this user out."""
    return told.leaves == Change.EVERYONE or bool(user and told.leaves == user)
