"""The front page and a meeting's page, as four readers at a time get them from two workers."""

import re
import time

from django.db import transaction

from bench import handler
from bench.client import fetch, load
from bench.report import middle, report
from bench.server import server
from bench.wsgi import FLOOR as BARE
from partners.people.actions import person_for
from workshops.signups.actions import sign_up

ROUNDS = 3
SECONDS = 3
# Wagtail's own demo site answers 39 front pages a second on such a machine; goal is four times that.
UNCACHED_GOAL = 4 * 39
QUERIES_GOAL = 10
CACHED_GOAL = 4000
CACHED_P99_MS = 10
FRESH_SECONDS = 1


def measure(meeting, directory):
    paths = {"page.front": "/", "page.meeting": meeting.url.removeprefix("https://localhost")}
    with server(directory) as port:
        for name, path in paths.items():
            uncached(name, port, path)
    with server(directory, PAGE_CACHE_SECONDS="60") as port:
        for name, path in paths.items():
            cached(name, port, path)
        forgets(port, paths["page.meeting"], meeting)


def uncached(name, port, path):
    """Rendered for each reader; the floor is a trivial view in the same server."""
    queries = [handler.queries(path) for _ in range(2)][-1]
    run, floor = rounds(port, path, handler.FLOOR)
    report(
        name,
        cached=False,
        per_second=run.rate,
        p50_ms=run.p50,
        p99_ms=run.p99,
        queries=queries,
        bytes=len(fetch(port, path)),
        floor_per_second=floor.rate,
        of_floor=run.rate / floor.rate,
        goal=f"≤ {QUERIES_GOAL} queries, ≥ {UNCACHED_GOAL}/s",
        met=queries <= QUERIES_GOAL and run.rate >= UNCACHED_GOAL,
    )


def cached(name, port, path):
    """From memory; the floor is a bare WSGI application in the same server that answers as many bytes."""
    size = len(fetch(port, path))
    run, floor = rounds(port, path, f"{BARE}{size}")
    report(
        name,
        cached=True,
        per_second=run.rate,
        p50_ms=run.p50,
        p99_ms=run.p99,
        bytes=size,
        floor_per_second=floor.rate,
        of_floor=run.rate / floor.rate,
        goal=f"≥ {CACHED_GOAL}/s, p99 < {CACHED_P99_MS} ms",
        met=run.rate >= CACHED_GOAL and run.p99 < CACHED_P99_MS,
    )


def rounds(port, path, floor):
    """Page and floor in turns, so that a noisy neighbour disturbs both; the round with the median rate."""
    for warm in (path, floor):
        load(port, warm, seconds=1)
    pairs = [(load(port, path, seconds=SECONDS), load(port, floor, seconds=1)) for _ in range(ROUNDS)]
    return middle(pairs, lambda pair: pair[0].rate)


def forgets(port, path, meeting):
    """A sign-up is seen by the next reader of either worker, while both answer from memory."""
    before = seats_left(port, path)
    with transaction.atomic():
        sign_up(meeting, person=person_for("en@example.no"), name="Kari Nordmann", attendance="video")
    began = time.perf_counter()
    while (seen := seats_left(port, path)) == before and time.perf_counter() - began < FRESH_SECONDS:
        pass
    seconds = time.perf_counter() - began
    later = {number for _ in range(20) for number in seats_left(port, path)}
    report(
        "page.meeting.changed",
        seats_before=sorted(before),
        seats_after=sorted(later),
        fresh_after_ms=1000 * seconds,
        goal="no reader sees the old number after the first sees the new",
        met=seen != before and later == seen,
    )


def seats_left(port, path):
    """The numbers in the meeting's box."""
    box = re.search(rb'om-plasser__tall">(.*?)</div>', fetch(port, path), re.S)
    return frozenset(int(number) for number in re.findall(rb"\b\d+\b", re.sub(rb"<[^>]*>", b" ", box[1])))
