"""People at one board, some of whom write: `python -m bench.board_crowd '{…}'` prints JSON."""

import asyncio
import itertools
import json
import re
import sys
import time

import uvloop

from bench.board_text import post_for
from bench.crowd import PATIENCE, Crowd
from bench.report import percentile

LENGTH = re.compile(rb"content-length: *(\d+)", re.I)
LINES = 16


class BoardCrowd(Crowd):
    """`last` is when the last of all has heard of each note, in the order in which they are told."""

    def __init__(self, plan):
        super().__init__(plan)
        self.last = [0] * plan["notes"]

    def heard(self, seen, changes):
        self.total += changes
        now = time.perf_counter()
        for number in range(seen - changes, seen):
            self.last[number] = now

    async def write(self):
        """As many a second as planned. Returns of each its key, when it was sent and when accepted."""
        plan, written = self.plan, []
        sessions = itertools.cycle(plan["sessions"])
        notes = iter(range(plan["notes"]))
        began = time.perf_counter()

        async def writer():
            reader, line = await asyncio.open_connection("127.0.0.1", plan["web"])
            for number in notes:
                await asyncio.sleep(began + number / plan["rate"] - time.perf_counter())
                session = next(sessions)
                sent = time.perf_counter()
                line.write(post_for(plan["posts"], session=session, column=plan["column"], number=number))
                head = await reader.readuntil(b"\r\n\r\n")
                assert b" 200 " in head.partition(b"\r\n")[0], head
                body = await reader.readexactly(int(LENGTH.search(head)[1]))
                written.append((json.loads(body)["id"], sent, time.perf_counter()))
            line.close()

        await asyncio.gather(*(writer() for _ in range(LINES)))
        return sorted(written)

    async def run(self):
        figures = await self.gather()
        before, began = self.cpu(), time.perf_counter()
        written = await self.write()
        seconds = time.perf_counter() - began
        wanted = len(written) * len(self.lines)
        while self.total < wanted and time.perf_counter() < began + PATIENCE:
            await asyncio.sleep(0.05)
        cpu = 100 * (self.cpu() - before) / (time.perf_counter() - began)
        self.is_over = True
        for line in self.lines:
            line.transport.abort()
        delays = [max(0, last - accepted) for last, (_, _, accepted) in zip(self.last, written, strict=True)]
        answers = [accepted - sent for _, sent, accepted in written]
        return {
            "p50_ms": percentile(delays, 50),
            "p99_ms": percentile(delays, 99),
            "accepted_per_second": len(written) / seconds,
            "answer_p50_ms": percentile(answers, 50),
            "answer_p99_ms": percentile(answers, 99),
            "deliveries": self.total,
            "wanted": wanted,
            "lost": self.lost,
            "cpu_percent": cpu,
            "kb_per_socket": figures["kb_per_socket"],
        }


if __name__ == "__main__":
    print(json.dumps(uvloop.run(BoardCrowd(json.loads(sys.argv[1])).run())))
