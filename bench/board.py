"""A board in a full hall: how soon a note is on every screen, how many are taken, what a page costs."""

import gzip
import itertools
import json
import selectors
import subprocess
import sys
import time
import uuid
from importlib import import_module

from django.conf import settings
from django.urls import reverse

from bench import board_page, handler
from bench.board_text import post_for, text_of
from bench.client import Connection, load
from bench.live import ADDRESS, hubs
from bench.report import percentile, report
from bench.server import ROOT, server
from partners.people.models import User
from portal.live.log import numbers_of
from scripts.redis import RedisServer
from workshops.boards.actions import write_note
from workshops.boards.live import BOARD
from workshops.live.actions import open_room, show_activity
from workshops.live.models import Participant
from workshops.live.visitors import remember

# (people with the board open, milliseconds)
HALLS = ((1_000, 250), (3_000, 500))
RATE, SECONDS = 50, 6
# So that nobody writes faster than one may.
WRITERS = 100
ACCEPTED_GOAL, ACCEPTED_SECONDS = 300, 3
NOTES_ON_PAGE = 500
QUERIES_GOAL, KILOBYTES_GOAL = 10, 150


def measure(meeting, directory):
    board = board_at(meeting)
    page(board)
    board_page.measure(board, guest(board), directory)
    accepted(board, directory)
    with RedisServer() as redis:
        for people, goal in HALLS:
            hall(board, directory, redis, people=people, goal=goal)


def board_at(meeting):
    """The board of a meeting's room, open, with `NOTES_ON_PAGE` notes."""
    leader = User.objects.create_superuser(email="leder@example.no")
    room = open_room(meeting, by=leader)
    board = room.activities.get(kind="board").board
    show_activity(room, board.activity, by=leader, seen=room.step)
    board.activity.refresh_from_db()
    writers = participants(board, WRITERS)
    notes = zip(range(NOTES_ON_PAGE), itertools.cycle(board.columns.all()), itertools.cycle(writers))
    for number, column, writer in notes:
        put_note(column, number, writer)
    return board


def participants(board, count):
    room = board.activity.room
    people = [
        Participant(room=room, client_id=uuid.uuid4(), name=f"Gjest {n}", kind="self") for n in range(count)
    ]
    return Participant.objects.bulk_create(people)


def put_note(column, number, participant):
    said = {"text": text_of(number), "language": "nb"}
    return write_note(column, participant=participant, client_id=uuid.uuid4(), **said)


def session_of(board, participant):
    """The key of a session that has come in as that participant."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    remember(session, board.activity.room, participant)
    session.save()
    return session.session_key


def guest(board):
    return session_of(board, participants(board, 1)[0])


def page(board):
    """What a participant's page costs in one process, and how much of it goes over the line."""
    path = board.activity.room.get_absolute_url()
    cookie = f"sessionid={guest(board)}"
    figures = handler.cost(path, times=30, cookie=cookie)
    kilobytes = len(gzip.compress(handler.answer(path, cookie=cookie)[1], 6)) / 1000
    report(
        "board.page",
        notes=NOTES_ON_PAGE,
        **figures,
        kilobytes=kilobytes,
        floor_p50_ms=handler.floor(),
        goal=f"≤ {QUERIES_GOAL} queries, < {KILOBYTES_GOAL} kB compressed",
        met=figures["queries"] <= QUERIES_GOAL and kilobytes < KILOBYTES_GOAL,
    )


def accepted(board, directory):
    """Notes that one process takes, each in its own transaction; the floor is a view that reads nothing."""
    sessions = [session_of(board, each) for each in participants(board, 3 * WRITERS)]
    with server(directory, workers=1) as port:
        floor = load(port, handler.FLOOR, seconds=1)
        requests = posts(board, sessions)
        # A warm process: it has read its templates and its connection has its statements.
        post(port, requests, seconds=1)
        seconds = post(port, requests, seconds=ACCEPTED_SECONDS)
    column, writer = board.columns.first(), participants(board, 1)[0]
    began, alone = time.perf_counter(), 0
    while time.perf_counter() < began + ACCEPTED_SECONDS:
        put_note(column, alone, writer)
        alone += 1
    rate = len(seconds) / ACCEPTED_SECONDS
    report(
        "board.accepted",
        per_second=rate,
        p50_ms=percentile(seconds, 50),
        p99_ms=percentile(seconds, 99),
        without_http_per_second=alone / ACCEPTED_SECONDS,
        floor_per_second=floor.rate,
        of_floor=rate / floor.rate,
        goal=f"≥ {ACCEPTED_GOAL}/s",
        met=rate >= ACCEPTED_GOAL,
    )


def posts(board, sessions):
    path = reverse("note_write", args=[board.activity.room.code, board.pk])
    columns = list(board.columns.values_list("pk", flat=True))
    for number, session in enumerate(itertools.cycle(sessions)):
        yield post_for(path, session=session, column=columns[number % len(columns)], number=number)


def post(port, requests, *, seconds, connections=4):
    """Send one request after the other on each connection for so long; returns how long each took."""
    latencies = []
    with selectors.DefaultSelector() as selector:
        lines = [Connection(port) for _ in range(connections)]
        began = now = time.perf_counter()
        for line in lines:
            selector.register(line.socket, selectors.EVENT_READ, line)
            line.ask(next(requests))
        while now - began < seconds:
            for key, _ in selector.select(timeout=30):
                if key.data.hear():
                    now = time.perf_counter()
                    latencies.append(now - key.data.began)
                    key.data.ask(next(requests))
        for line in lines:
            line.socket.close()
    return latencies


def hall(board, directory, redis, *, people, goal):
    """So many have the board open in one `live` process while notes are posted to two of the kind `web`."""
    room = BOARD.room(board.pk)
    sessions = [session_of(board, each) for each in participants(board, WRITERS)]
    plan = {
        "path": f"{ADDRESS}{room}@{numbers_of([room])[room]}",
        "cookies": [f"sessionid={sessions[0]}"],
        "sockets": people,
        "rate": RATE,
        "notes": RATE * SECONDS,
        "posts": reverse("note_write", args=[board.activity.room.code, board.pk]),
        "sessions": sessions,
        "column": board.columns.first().pk,
    }
    with hubs(directory, 1, REDIS_URL=redis.url) as live, server(directory, REDIS_URL=redis.url) as web:
        command = [sys.executable, "-m", "bench.board_crowd", json.dumps(plan | live | {"web": web})]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    run = json.loads(done.stdout)
    report(
        "board.hall",
        people=people,
        writes_per_second=RATE,
        **run,
        goal=f"≥ {0.95 * RATE}/s accepted, every note on every screen, p99 < {goal} ms after it was accepted",
        met=run["accepted_per_second"] >= 0.95 * RATE
        and run["p99_ms"] < goal
        and run["deliveries"] == run["wanted"],
    )
