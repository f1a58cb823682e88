"""The hub: what is told reaches everybody, beside a bare broadcast of the same bytes in the same run."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager

from bench.live_text import CONTROL, FIRST, ROOM
from bench.report import middle, report
from bench.server import ROOT, free_port, stop, wait_until_served
from portal.live.models import Room
from scripts.children import die_with_parent
from scripts.redis import RedisServer

SIZES = (200, 1_000, 3_000)
ROUNDS = 3
# Deliveries in one round.
DELIVERIES = 150_000
ONE_GOAL, TWO_GOAL = 0.75, 0.60
P99_MS, KILOBYTES = 50, 45
BUSY_RATE, BUSY_SECONDS = 50, 6
ADDRESS = "/live/socket/?language=nb&room="
OPTIONS = [
    "--ws-per-message-deflate",
    "false",
    "--ws-max-size",
    "1024",
    "--no-access-log",
    "--lifespan",
    "off",
]


def measure(directory):
    Room.objects.create(name=ROOM, number=FIRST - 1)
    with RedisServer() as redis:
        for sockets in SIZES:
            fan_out(directory, sockets, redis)
        for sockets in SIZES:
            unloaded(directory, sockets)
        busy(directory)


def fan_out(directory, sockets, redis):
    """One change at a time, the next as soon as all have it; coalescing is off, for the floor has none."""
    messages = max(20, DELIVERIES // sockets)
    plan = {"path": ADDRESS + ROOM + "@", "say": "push", "messages": messages}
    floors = []
    ways = {
        "memory, one process": (1, "", ONE_GOAL),
        "Redis, one process": (1, redis.url, TWO_GOAL),
        "Redis, two processes": (2, redis.url, TWO_GOAL),
    }
    runs = {way: [] for way in ways}
    # Taken in turn, so that a machine that is slower for a while is so for all.
    for _ in range(ROUNDS):
        with raw_server(directory) as servers:
            floors.append(crowd(servers, sockets, plan | {"path": "/"}))
        for way, (processes, url, _goal) in ways.items():
            with hubs(directory, processes, REDIS_URL=url, LIVE_PUSH_SECONDS="0") as servers:
                runs[way].append(crowd(servers, sockets, plan))
    floor = middle(floors, rate_of)
    report("live.floor", sockets=sockets, messages=messages, rounds=ROUNDS, **figures_of(floor))
    for way, (_processes, _url, goal) in ways.items():
        run = middle(runs[way], rate_of)
        share = rate_of(run) / rate_of(floor)
        is_goal = sockets == 1_000
        report(
            "live.fan_out",
            way=way,
            sockets=sockets,
            messages=messages,
            **figures_of(run),
            floor_per_second=rate_of(floor),
            of_floor=share,
            goal=f"≥ {goal:.0%} of the floor, ≤ {KILOBYTES} kB a socket" if is_goal else None,
            met=share >= goal and run["kb_per_socket"] <= KILOBYTES and not run["lost"],
        )


def unloaded(directory, sockets):
    """A change now and then, from its transaction to the last socket; the floor has no transaction."""
    plan = {"say": "tell", "messages": 40, "pause": 0.15}
    runs, floors = [], []
    for _ in range(ROUNDS):
        with raw_server(directory) as servers:
            floors.append(crowd(servers, sockets, plan | {"path": "/"}))
        with hubs(directory, 1) as servers:
            runs.append(crowd(servers, sockets, plan | {"path": ADDRESS + "bench:tell@"}))
    run, floor = (middle(each, lambda one: one["p99_ms"]) for each in (runs, floors))
    report(
        "live.unloaded",
        sockets=sockets,
        p50_ms=run["p50_ms"],
        p99_ms=run["p99_ms"],
        floor_p50_ms=floor["p50_ms"],
        floor_p99_ms=floor["p99_ms"],
        goal=f"p99 < {P99_MS} ms" if sockets == 1_000 else None,
        met=run["p99_ms"] < P99_MS,
    )


def busy(directory):
    """Many changes a second for everybody, committed one by one and sent together."""
    plan = {"path": ADDRESS + "bench:tell@", "say": "tell", "rate": BUSY_RATE}
    with hubs(directory, 1) as servers:
        run = crowd(servers, 1_000, plan | {"messages": BUSY_RATE * BUSY_SECONDS})
    report(
        "live.busy",
        sockets=1_000,
        changes_per_second=BUSY_RATE,
        **{name: run[name] for name in ("deliveries", "wanted", "cpu_percent")},
        goal="every change to everybody",
        met=run["deliveries"] == run["wanted"],
    )


def rate_of(run):
    return run["deliveries_per_second"]


def figures_of(run):
    names = ("deliveries_per_second", "p50_ms", "p99_ms", "kb_per_socket", "opened_per_second")
    return {name.removeprefix("deliveries_"): run[name] for name in names}


def crowd(servers, sockets, plan):
    """Let so many listen to these servers, in a process of their own. Returns what they found."""
    whole = {"messages": 0, "pause": 0, "warm": 5, "sockets": sockets, "control": CONTROL, **plan, **servers}
    command = [sys.executable, "-m", "bench.crowd", json.dumps(whole)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


@contextmanager
def raw_server(directory):
    port = free_port()
    with running(directory, port, [sys.executable, "-m", "bench.raw", str(port)]) as pid:
        yield {"ports": [port], "pids": [pid]}


@contextmanager
def hubs(directory, processes, **environment):
    """So many processes of the kind `live`, with as little between them and us as in production."""
    with ExitStack() as stack:
        ports = [free_port() for _ in range(processes)]
        pids = []
        for port in ports:
            command = [sys.executable, "-m", "uvicorn", "bench.live_app:application", "--port", str(port)]
            pids.append(stack.enter_context(running(directory, port, command + OPTIONS, **environment)))
        yield {"ports": ports, "pids": pids}


@contextmanager
def running(directory, port, command, **environment):
    log = directory / f"live-{port}.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"CONN_MAX_AGE": "0"} | environment,
            stdout=output,
            stderr=output,
            preexec_fn=die_with_parent,
        )
    try:
        wait_until_served(process, port, log)
        yield process.pid
    finally:
        stop(process)
