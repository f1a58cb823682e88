"""A reader as the page's script is one: keeps count, comes back by itself, and asks for what it missed."""

import asyncio
import json
import socket as network
import time
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from urllib.parse import urlencode, urlsplit

from django.test import Client
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

COME_IN_ANEW, NO_ENTRY = 4401, 4403


def address_of(url, rooms, language="nb"):
    asked = [f"{room}@{number}" for room, number in rooms.items()]
    query = urlencode({"language": language, "room": asked}, doseq=True)
    return f"{url.replace('http', 'ws')}/live/socket/?{query}"


def socket_to(url, rooms, *, user=None, language="nb", origin=None, cookie=None, **options):
    """A bare socket, to be used with `async with`."""
    headers = {"Cookie": cookie or cookie_of(user)} if cookie or user else {}
    return connect(
        address_of(url, rooms, language),
        origin=url if origin is None else origin,
        additional_headers=headers,
        compression=None,
        **options,
    )


def cookie_of(user):
    client = Client()
    client.force_login(user, backend="partners.people.signed_in.AccountBackend")
    return f"sessionid={client.cookies['sessionid'].value}"


async def frames_of(socket, seconds=5):
    """The frames that come until it is closed or nothing has come for so long."""
    frames = []
    with suppress(TimeoutError, ConnectionClosed):
        while True:
            frames.append(json.loads(await asyncio.wait_for(socket.recv(), seconds)))
    return frames


async def next_frame(socket, seconds=5):
    return json.loads(await asyncio.wait_for(socket.recv(), seconds))


class Reader:
    """Follows one room. `seen` are the changes in their order; `resets`, how often too much was missed."""

    def __init__(self, url, room, *, since=0, user=None, cookie=None, language="nb"):
        self.url = url
        self.room = room
        self.number = since
        self.cookie = cookie_of(user) if user else cookie
        self.language = language
        self.seen = []
        self.codes = []
        self.frames = 0
        self.resets = 0
        self.entered = asyncio.Event()
        self.changed = asyncio.Condition()

    @asynccontextmanager
    async def following(self):
        task = asyncio.create_task(self._follow())
        try:
            await asyncio.wait_for(self.entered.wait(), 10)
            yield self
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def until(self, count, seconds=10):
        """Wait until so many changes were seen; returns how long it took."""
        began = time.monotonic()
        async with asyncio.timeout(seconds), self.changed:
            await self.changed.wait_for(lambda: len(self.seen) >= count)
        return time.monotonic() - began

    @property
    def numbers(self):
        return [change["number"] for change in self.seen]

    async def _follow(self):
        while NO_ENTRY not in self.codes:
            with suppress(OSError, InvalidHandshake, ConnectionClosed, TimeoutError):
                await self._listen()
            await asyncio.sleep(0.05)

    async def _listen(self):
        known = {"cookie": self.cookie, "language": self.language}
        async with socket_to(self.url, {self.room: self.number}, **known, **self._options()) as socket:
            try:
                async for text in socket:
                    await self._take(json.loads(text))
            finally:
                if socket.close_code:
                    self.codes.append(socket.close_code)

    def _options(self):
        return {}

    async def _take(self, told):
        self.frames += 1
        if told.get("refused"):
            return
        self.entered.set()
        if told.get("reset"):
            self.resets += 1
            self.number = told["to"]
            return
        assert told["after"] <= self.number, f"{told} came after {self.number}"
        async with self.changed:
            self.seen += [change for change in told["changes"] if change["number"] > self.number]
            self.number = max(self.number, told["to"])
            self.changed.notify_all()


class SlowReader(Reader):
    """Takes nothing more after the first frame, until it is `awake`; the network keeps little for it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.awake = asyncio.Event()

    def _options(self):
        where = urlsplit(self.url)
        line = network.socket()
        line.setsockopt(network.SOL_SOCKET, network.SO_RCVBUF, 4096)
        line.setsockopt(network.IPPROTO_TCP, network.TCP_MAXSEG, 536)
        line.connect((where.hostname, where.port))
        return {"sock": line, "max_queue": 1, "ping_interval": None}

    async def _take(self, told):
        await super()._take(told)
        await self.awake.wait()


@asynccontextmanager
async def all_of(readers):
    async with AsyncExitStack() as stack:
        for reader in readers:
            await stack.enter_async_context(reader.following())
        yield
