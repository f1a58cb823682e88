"""Thousands of sockets in one process that costs little itself: `python -m bench.crowd '{…}'` prints JSON.

It opens the sockets, has a server say something by a socket of its own, and takes the time until everybody
has heard it. It knows nothing of the portal: the same crowd listens to the floor.
"""

import asyncio
import itertools
import json
import os
import sys
import time
from pathlib import Path

import uvloop

from bench.report import percentile

HEAD = (
    "GET {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: https://localhost\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Cookie: {cookie}\r\n\r\n"
)
CHANGE = b'"number":'
TEXT, PING = 1, 9
OPENING_AT_ONCE = 50
PATIENCE = 60
KILOBYTES = os.sysconf("SC_PAGE_SIZE") // 1024


class Line(asyncio.Protocol):
    """One socket: counts the changes that it hears of."""

    def __init__(self, crowd, path):
        self.crowd = crowd
        self.path = path
        self.rest = b""
        self.is_open = False
        self.seen = 0
        self.entered = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport
        transport.write(HEAD.format(path=self.path, cookie=next(self.crowd.cookies)).encode())

    def data_received(self, data):
        data = self.rest + data if self.rest else data
        if not self.is_open:
            head, found, data = data.partition(b"\r\n\r\n")
            if not found:
                self.rest = head
                return
            assert b" 101 " in head, head
            self.is_open = True
        at, end = 0, len(data)
        while at + 2 <= end:
            size, start = data[at + 1], at + 2
            if size == 126:
                size, start = int.from_bytes(data[at + 2 : at + 4]), at + 4
            elif size == 127:
                size, start = int.from_bytes(data[at + 2 : at + 10]), at + 10
            if start + size > end:
                break
            self.hear(data[at] & 15, data, start, start + size)
            at = start + size
        self.rest = data[at:]

    def hear(self, opcode, data, start, end):
        if opcode == TEXT:
            if changes := data.count(CHANGE, start, end):
                self.seen += changes
                self.crowd.heard(self.seen, changes)
            elif not self.entered.done():
                self.entered.set_result(None)
        elif opcode == PING:
            self.transport.write(b"\x8a" + bytes([0x80 | (end - start)]) + bytes(4) + data[start:end])

    def say(self, text):
        """A frame masked with zeros, which change nothing."""
        self.transport.write(b"\x81" + bytes([0x80 | len(text)]) + bytes(4) + text.encode())

    def connection_lost(self, error):
        if not self.crowd.is_over:
            self.crowd.lost += 1


class Crowd:
    def __init__(self, plan):
        self.plan = plan
        self.cookies = itertools.cycle(plan.get("cookies", [""]))
        self.lines = []
        self.latencies = []
        self.target = self.left = self.total = self.lost = 0
        self.is_over = False
        self.all_heard = None

    async def gather(self):
        """Everybody comes in. Returns seconds, and how many kB each costs the servers."""
        loop = asyncio.get_running_loop()
        gate = asyncio.Semaphore(OPENING_AT_ONCE)
        ports = self.plan["ports"]

        async def come(port):
            async with gate:
                _, line = await loop.create_connection(
                    lambda: Line(self, self.plan["path"]), "127.0.0.1", port
                )
                await asyncio.wait_for(line.entered, PATIENCE)
                self.lines.append(line)

        # Some come first: what a server needs for its first sockets is no price of the others.
        first = 20 * len(ports)
        await asyncio.gather(*(come(ports[each % len(ports)]) for each in range(first)))
        before, began = self.memory(), time.perf_counter()
        more = self.plan["sockets"] - first
        await asyncio.gather(*(come(ports[each % len(ports)]) for each in range(more)))
        seconds = time.perf_counter() - began
        return {"opened_per_second": more / seconds, "kb_per_socket": (self.memory() - before) / more}

    def memory(self):
        """What the servers hold, in kB."""
        sizes = (Path(f"/proc/{pid}/statm").read_text().split()[1] for pid in self.plan["pids"])
        return sum(map(int, sizes)) * KILOBYTES

    def cpu(self):
        """Seconds of processor time that the servers have used."""
        lines = (Path(f"/proc/{pid}/stat").read_text() for pid in self.plan["pids"])
        ticks = sum(int(part) for line in lines for part in line.rsplit(")")[1].split()[11:13])
        return ticks / os.sysconf("SC_CLK_TCK")

    def heard(self, seen, changes):
        self.total += changes
        if self.all_heard and seen == self.target:
            self.latencies.append(time.perf_counter() - self.began)
            self.left -= 1
            if not self.left:
                self.all_heard.set_result(None)

    async def one_by_one(self, control):
        """The next is said when everybody has heard the last, or a pause later."""
        loop, count, pause = asyncio.get_running_loop(), self.plan["messages"], self.plan["pause"]
        busy = 0
        for number in range(-self.plan["warm"], count):
            if number == 0:
                self.latencies.clear()
                busy = 0
            self.target += 1
            self.left = len(self.lines)
            self.all_heard = loop.create_future()
            self.began = time.perf_counter()
            control.say(self.plan["say"])
            await asyncio.wait_for(self.all_heard, PATIENCE)
            busy += time.perf_counter() - self.began
            if pause:
                await asyncio.sleep(pause)
        self.all_heard = None
        return {
            "deliveries_per_second": count * len(self.lines) / busy,
            "p50_ms": percentile(self.latencies, 50),
            "p99_ms": percentile(self.latencies, 99),
        }

    async def at_a_rate(self, control):
        """So many a second, whether they are heard or not; then it is counted who heard what."""
        rate, count = self.plan["rate"], self.plan["messages"]
        before, began = self.cpu(), time.perf_counter()
        for number in range(count):
            await asyncio.sleep(max(0, began + number / rate - time.perf_counter()))
            control.say(self.plan["say"])
        wanted = count * len(self.lines)
        while self.total < wanted and time.perf_counter() < began + count / rate + 5:
            await asyncio.sleep(0.05)
        seconds = time.perf_counter() - began
        return {
            "deliveries": self.total,
            "wanted": wanted,
            "cpu_percent": 100 * (self.cpu() - before) / seconds,
        }

    async def run(self):
        figures = await self.gather()
        loop = asyncio.get_running_loop()
        _, control = await loop.create_connection(
            lambda: Line(Crowd(self.plan), self.plan["control"]), "127.0.0.1", self.plan["ports"][0]
        )
        await asyncio.wait_for(control.entered, PATIENCE)
        figures |= await (self.at_a_rate if self.plan.get("rate") else self.one_by_one)(control)
        self.is_over = True
        for line in (control, *self.lines):
            line.transport.abort()
        return figures | {"sockets": len(self.lines), "lost": self.lost}


if __name__ == "__main__":
    print(json.dumps(uvloop.run(Crowd(json.loads(sys.argv[1])).run())))
