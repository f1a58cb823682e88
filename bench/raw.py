"""The floor of the hub: `websockets` broadcasts the same bytes. `python -m bench.raw PORT`."""

import asyncio
import itertools
import sys

import uvloop
from websockets.asyncio.server import broadcast, serve

from bench.live_text import CONTROL, FIRST, HELLO, text_of

lines = set()
numbers = itertools.count(FIRST)


async def handle(line):
    if line.request.path == CONTROL:
        await line.send(HELLO)
        async for _ in line:
            broadcast(lines, text_of(next(numbers)))
    else:
        lines.add(line)
        await line.send(HELLO)
        await line.wait_closed()
        lines.discard(line)


async def main(port):
    async with serve(handle, "127.0.0.1", port, compression=None):
        await asyncio.Future()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
