"""All sockets of one process: one subscription for each room, one frame made for all, written directly."""

import asyncio
import json
import logging
from collections import Counter
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError
from prometheus_client import Counter as Count
from prometheus_client import Gauge

from portal.live import log
from portal.live.courier import CHANGE, listening
from portal.live.ear import Ear
from portal.live.models import Change
from portal.live.open_room import OpenRoom
from portal.live.sockets import COME_IN_ANEW, NO_ENTRY, TOO_SLOW, Frame
from portal.live.visits import in_database

logger = logging.getLogger(__name__)

OPEN = Gauge("portal_live_sockets", "Sockets that are open in this process")
CLOSED = Count("portal_live_closed", "Sockets that this process has closed, by the code it gave", ["code"])


class Hub:
    """Begins with the first socket and ends with the last."""

    _by_loop = {}

    def __init__(self, loop):
        self.loop = loop
        # What other processes know this one by.
        self.name = uuid4().hex
        self.ear = Ear(self._hear, self._joined)
        self.rooms = {}
        self.sockets = set()
        self.by_address = Counter()
        self.tasks = set()
        self.is_well = True

    @classmethod
    def of_this_loop(cls):
        loop = asyncio.get_running_loop()
        if loop not in cls._by_loop:
            cls._by_loop[loop] = cls(loop)
        return cls._by_loop[loop]

    @classmethod
    def has_place_for(cls, address):
        """Whether there is place for one more socket here, and for one from this address."""
        hub = cls._by_loop.get(asyncio.get_running_loop())
        return hub is None or (
            len(hub.sockets) < settings.LIVE_SOCKETS
            and hub.by_address[address] < settings.LIVE_SOCKETS_PER_ADDRESS
        )

    def enter(self, socket, visit):
        """Let a socket in where it may be, with what it missed; close it when that is nowhere."""
        self.sockets.add(socket)
        OPEN.inc()
        self.by_address[socket.address] += 1
        if log.EVERYWHERE not in self.rooms:
            self._begin(visit.everywhere)
        for name in visit.refused:
            socket.write(Frame(json.dumps({"room": name, "refused": True})))
        if not visit.entries:
            self.send_out(socket, NO_ENTRY)
            return
        may_stay = not self.rooms[log.EVERYWHERE].is_out_since(visit.everywhere, socket.user)
        for entry in visit.entries:
            if may_stay:
                room = self.rooms.get(entry.room) or self._open(entry.room, entry.missed.number)
                may_stay = room.let_in(socket, entry)
        if not may_stay:
            self.send_out(socket, COME_IN_ANEW)

    async def leave(self, socket):
        """Forget a socket that is gone."""
        self._take_out(socket)
        self.sockets.discard(socket)
        OPEN.dec()
        self.by_address[socket.address] -= 1
        if not self.by_address[socket.address]:
            del self.by_address[socket.address]
        if not self.sockets:
            await self._end()

    def writes(self, socket, name, is_writing):
        """A page says that one writes in a room, or not any more. False when it is in none that tells so."""
        company = self.rooms[name].company if name in socket.rooms else None
        if company is None:
            return False
        (company.writes if is_writing else company.rests)(socket)
        return True

    def send_out(self, socket, code):
        """From this moment on it gets nothing more; it is told why."""
        self._take_out(socket)
        if socket.is_open:
            CLOSED.labels(code).inc()
            socket.close(code)

    def send_out_everywhere(self, whom):
        for socket in [each for each in self.sockets if whom in (Change.EVERYONE, each.user)]:
            self.send_out(socket, COME_IN_ANEW)

    def too_slow(self, sockets):
        for socket in sockets:
            self.send_out(socket, TOO_SLOW)

    def start(self, coroutine):
        """Run it beside, as long as this hub lasts."""
        task = self.loop.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def _begin(self, everywhere):
        listening.add(self.loop)
        self._open(log.EVERYWHERE, everywhere)
        self.start(self.ear.listen())
        self.start(self._look())

    async def _end(self):
        self._by_loop.pop(self.loop, None)
        listening.discard(self.loop)
        for room in self.rooms.values():
            room.close()
        while tasks := tuple(self.tasks):
            for task in tasks:
                task.cancel()
            # Redis' client may swallow it while it connects, so it is said until it is heard.
            await asyncio.wait(tasks, timeout=0.2)
        await self.ear.close()

    def _open(self, name, number):
        self.rooms[name] = room = OpenRoom(self, name, number)
        if room.presence and name in self.ear.subscribed:
            # It was closed a moment ago, and nobody has stopped listening yet.
            room.presence.joined()
        self.start(self.ear.subscribe(name))
        return room

    def _take_out(self, socket):
        for name in socket.rooms:
            room = self.rooms[name]
            if room.let_out(socket):
                room.close()
                del self.rooms[name]
                self.start(self.ear.unsubscribe(name))
        socket.rooms.clear()

    def _joined(self, name):
        """What was told between our reading and the subscription was pushed to nobody here."""
        if room := self.rooms.get(name):
            self.start(room.catch_up())
            if room.presence:
                room.presence.joined()

    def _hear(self, message):
        room = self.rooms.get(message["room"])
        if room and message["type"] == CHANGE:
            room.take(log.Told(*message["told"]))
        elif room and room.presence:
            room.presence.hear(message["process"], message["state"], message["asks"])

    async def _look(self):
        """Now and then, one query for all rooms finds what no push brought."""
        while True:
            await asyncio.sleep(settings.LIVE_LOOK_SECONDS)
            self.start(self.ear.mend())
            for room in self.rooms.values():
                if room.presence:
                    room.presence.beat()
            try:
                numbers = await in_database(log.numbers_of, list(self.rooms))
            except DatabaseError as error:
                self._complain(error)
                continue
            self.is_well = True
            for name, number in numbers.items():
                room = self.rooms.get(name)
                if room and number > room.heard:
                    await room.catch_up()

    def _complain(self, error):
        if self.is_well:
            logger.warning("The rooms cannot be looked up now: %s", str(error).strip())
        self.is_well = False
