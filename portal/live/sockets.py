"""One open socket, written to directly: what everybody in a room gets is made into bytes once."""

import asyncio
import struct
from contextlib import suppress

from django.conf import settings

# Codes in the range that is for applications. `static/js/live.js` knows them.
COME_IN_ANEW = 4401
NO_ENTRY = 4403
TOO_SLOW = 4408
TOO_MUCH = 4429
REASONS = {
    COME_IN_ANEW: "rights may have changed: come in anew",
    NO_ENTRY: "no room here is open to you",
    TOO_SLOW: "too slow: come in anew and catch up",
    TOO_MUCH: "too much was sent",
}
# How long a socket may take to close in order, and how many writes may wait where bytes cannot be counted.
CLOSING_SECONDS = 10
WAITING_WRITES = 64


class Frame:
    """A text for many sockets, and the WebSocket frame that carries it, unmasked (RFC 6455, 5.2)."""

    __slots__ = ("bytes", "text")

    def __init__(self, text):
        self.text = text
        body = text.encode()
        if len(body) < 126:
            head = struct.pack("!BB", 0x81, len(body))
        elif len(body) < 65536:
            head = struct.pack("!BBH", 0x81, 126, len(body))
        else:
            head = struct.pack("!BBQ", 0x81, 127, len(body))
        self.bytes = head + body


class Socket:
    """Somebody's open socket. Writing never waits, and nothing is kept for one that does not read."""

    __slots__ = ("send", "transport", "user", "name", "language", "address", "rooms", "is_open", "waiting")

    def __init__(self, send, *, user, name, language, address):
        self.send = send
        # uvicorn's `send` is a method of the connection: bytes for many go past it, straight to the network.
        self.transport = getattr(getattr(send, "__self__", None), "transport", None)
        self.user = user
        self.name = name
        self.language = language
        self.address = address
        self.rooms = set()
        self.is_open = True
        self.waiting = set()

    def write(self, frame):
        """Send a frame. False when the other side does not keep up; then close it."""
        if not self.is_open:
            return True
        transport = self.transport
        if transport is None:
            return self._write_in_turn(frame)
        if transport.get_write_buffer_size() > settings.LIVE_SLOW_BYTES:
            return False
        if not transport.is_closing():
            transport.write(frame.bytes)
        return True

    def _write_in_turn(self, frame):
        """For servers that show us no transport. Tasks begin in the order in which they are made."""
        if len(self.waiting) >= WAITING_WRITES:
            return False
        self._start(self._send({"type": "websocket.send", "text": frame.text}))
        return True

    def close(self, code):
        """Say why, and close; if the other side does not take it, cut it off."""
        if self.is_open:
            self.is_open = False
            self._start(self._close({"type": "websocket.close", "code": code, "reason": REASONS[code]}))

    async def _close(self, message):
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS):
                await self._send(message)
        if self.transport:
            asyncio.get_running_loop().call_later(CLOSING_SECONDS, self.transport.abort)

    async def _send(self, message):
        # The other side may be gone by now, which each server says in its own way.
        with suppress(OSError, RuntimeError):
            await self.send(message)

    def _start(self, coroutine):
        task = asyncio.ensure_future(coroutine)
        self.waiting.add(task)
        task.add_done_callback(self.waiting.discard)
