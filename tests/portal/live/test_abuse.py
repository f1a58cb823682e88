"""Sockets that send what no page sends: each is closed with a reason, and those beside it get everything."""

import asyncio
import os
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from tests.portal.live.reader import Reader, socket_to

pytestmark = pytest.mark.race
HALL_PAGE = "hall:page"
TOO_MUCH, TOO_LARGE, BROKEN, NO_TEXT = 4429, 1009, 1002, 1007
GARBAGE = {
    "binary": (os.urandom(512), TOO_MUCH),
    "nothing": ("", TOO_MUCH),
    "half of JSON": ('{"room":', TOO_MUCH),
    "nested deep": ("[" * 1000, TOO_MUCH),
    "null": ("null", TOO_MUCH),
    "zeros": ("\x00" * 100, TOO_MUCH),
    "a writer of nothing": ("~\x00", TOO_MUCH),
    "a writer where nobody is named": (f"~{HALL_PAGE}", TOO_MUCH),
    "a megabyte": ("?" * 1_000_000, TOO_LARGE),
    "a megabyte of bytes": (bytes(1_000_000), TOO_LARGE),
}


async def code_after(url, send):
    """The code that a socket is closed with which does `send(socket)`."""
    async with socket_to(url, {HALL_PAGE: 0}, max_queue=None) as socket:
        await socket.recv()
        with suppress(ConnectionClosed):
            await send(socket)
        await asyncio.wait_for(socket.wait_closed(), 20)
        return socket.close_code


async def pieces_without_end(socket):
    await socket.send("?" for _ in range(1025))


async def no_text(socket):
    """A text that is not UTF-8, past the client, which would not send it."""
    socket.transport.write(b"\x81\x82\x00\x00\x00\x00\xff\xfe")


async def unknown_opcode(socket):
    socket.transport.write(b"\x83\x80\x00\x00\x00\x00")


async def flood(socket):
    """A thousand in a second, all of them what a page may send."""
    for _ in range(1000):
        await socket.send("?")


async def test_garbage_and_floods_are_closed_with_a_reason_and_harm_nobody(pushing_hub, told_by):
    neighbour = Reader(pushing_hub.url, HALL_PAGE)
    ways = {name: (lambda socket, it=it: socket.send(it), code) for name, (it, code) in GARBAGE.items()}
    ways |= {
        "pieces without end": (pieces_without_end, TOO_LARGE),
        "no text": (no_text, NO_TEXT),
        "unknown opcode": (unknown_opcode, BROKEN),
        "a thousand a second": (flood, TOO_MUCH),
    }
    async with neighbour.following():
        for count, (name, (send, code)) in enumerate(ways.items(), start=1):
            closing = asyncio.create_task(code_after(pushing_hub.url, send))
            await told_by(pushing_hub, name)
            assert await neighbour.until(count) < 2, name
            assert await closing == code, name

    assert [change["text"] for change in neighbour.seen] == list(ways)
    assert neighbour.codes == []
    assert "Traceback" not in pushing_hub.log.read_text()


async def test_many_floods_at_once_do_not_hold_up_what_is_told(pushing_hub, told_by):
    neighbour = Reader(pushing_hub.url, HALL_PAGE)
    async with neighbour.following():
        floods = [asyncio.create_task(code_after(pushing_hub.url, flood)) for _ in range(10)]
        for count in range(1, 6):
            await told_by(pushing_hub, "hei")
            assert await neighbour.until(count) < 3

        assert await asyncio.gather(*floods) == [TOO_MUCH] * 10
    assert neighbour.codes == []
