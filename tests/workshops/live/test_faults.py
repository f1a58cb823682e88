"""What dies in the middle of a meeting costs nobody a note or a dot, and every screen ends with the same."""

import asyncio
import random
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from copy import deepcopy
from itertools import cycle

import pytest
from django.db import connection

from scripts.redis import RedisServer
from tests.own_postgres import on_own_postgres
from tests.portal.live.reader import Reader, SlowReader, all_of
from tests.portal_process import PortalProcess
from tests.workshops.live.phones import Phone
from tests.workshops.live.screens import Screen
from workshops.boards.arranging import close_dots, open_dots
from workshops.boards.live import BOARD
from workshops.boards.models import Dot, Note
from workshops.boards.reading import board_of, picture_of

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]
PEOPLE, NOTES, DOTS = 200, 2, 1
SCREENS = 3
# Small, so that a reader is too slow for what so few say.
SERVER = {"LIVE_SLOW_BYTES": "20000", "LIVE_LOOK_SECONDS": "1"}
TOO_SLOW = 4408
HALF_A_MINUTE = 30


def text_of(number, each):
    return f"{number}-{each} " + "Bussen må stoppe ved skolen om kvelden også. " * 5


class Meeting:
    """People who write and give dots, one of them without a network; screens that follow, one of them slowly.

    `accepted` are the keys that the server has answered with, in the order of the answers. Each rests for up
    to `rest` seconds before each note.
    """

    def __init__(self, board, leader, urls, *, rest=0):
        self.board = board
        self.leader = leader
        self.rest = rest
        open_dots(board, per_person=DOTS, several_on_one=True, by=leader)
        places = zip(range(PEOPLE), cycle(urls), cycle(board.columns.all()))
        self.phones = [Phone(url, board, column, f"Gjest {each}") for each, url, column in places]
        self.away, *self.others = self.phones
        self.loaded = Screen(board)
        self.accepted = []
        self.dots = Counter()
        at = {"since": self.loaded.number, "cookie": self.phones[0].cookie}
        room = BOARD.room(board.pk)
        self.slow = SlowReader(urls[0], room, **at)
        self.readers = [Reader(urls[each % len(urls)], room, **at) for each in range(SCREENS)]

    @asynccontextmanager
    async def under_way(self):
        """Half of the notes are accepted; at the end of the block all are, and every screen has caught up."""
        key = uuid.uuid4()
        loop = asyncio.get_running_loop()
        async with all_of([*self.readers, self.slow]):
            # It was taken, but the answer never came.
            await asyncio.to_thread(self.away.write, text_of(0, 0), client_id=key)
            self.away.go_offline()
            self.began = time.monotonic()
            with ThreadPoolExecutor(PEOPLE) as pool:
                waiting = loop.run_in_executor(pool, self._take_part, 0, key)
                others = range(1, PEOPLE)
                work = [loop.run_in_executor(pool, self._take_part, number) for number in others]
                while len(self.accepted) < PEOPLE * NOTES // 2:
                    await asyncio.sleep(0.01)
                yield
                assert len(self.accepted) < (PEOPLE - 1) * NOTES, "It was over before anything happened."
                self.away.go_online()
                await asyncio.gather(waiting, *work)
            self.slow.awake.set()
            for reader in (*self.readers, self.slow):
                await reader.until(PEOPLE * NOTES, seconds=10)
            for phone in self.phones:
                phone.line.close()

    def _take_part(self, number, first_key=None):
        phone = self.phones[number]
        for each in range(NOTES):
            time.sleep(random.uniform(0, self.rest))
            note = phone.write(text_of(number, each), client_id=None if each else first_key)
            self.accepted.append(note)
            if each < DOTS:
                phone.give_dot(note)
                self.dots[note] += 1

    @property
    def trouble(self):
        return sum((phone.trouble for phone in self.others), Counter())

    def assert_nothing_is_lost_or_twice(self):
        """What was accepted, the rows, every screen, and a page that is loaded now are the same."""
        whole = Screen(self.board)
        for reader in (*self.readers, self.slow):
            screen = deepcopy(self.loaded)
            for change in reader.seen:
                screen.hear(**change)
            assert reader.resets == 0
            assert screen.shown() == whole.shown()
        assert sorted(self.accepted) == sorted(Note.objects.values_list("pk", flat=True))
        assert len(set(self.accepted)) == PEOPLE * NOTES
        close_dots(self.board, by=self.leader)
        columns = picture_of(board_of(self.board.activity)).columns
        dots = {note.pk: note.dots_given for column in columns for note in column.notes}
        assert dots == {note: self.dots[note] for note in self.accepted}
        assert Dot.objects.count() == PEOPLE * DOTS


async def test_killed_web_costs_no_note_and_no_dot(board, leader, tmp_path):
    """Fails when a note is sent again with a new key: who lost the answer then has two."""
    first = PortalProcess(tmp_path, **SERVER)
    meeting = Meeting(board, leader, [first.url])
    async with meeting.under_way():
        first.kill()
        second = await asyncio.to_thread(PortalProcess, tmp_path, port=first.port, **SERVER)
    second.stop()

    meeting.assert_nothing_is_lost_or_twice()
    assert meeting.trouble[None] > 0


async def test_killed_redis_costs_no_note_and_no_dot(board, leader, tmp_path):
    """Fails when nobody looks for what was not pushed: LIVE_LOOK_SECONDS=600."""
    with RedisServer() as redis:
        shared = SERVER | {"REDIS_URL": redis.url}
        servers = [PortalProcess(tmp_path, **shared) for _ in range(2)]
        meeting = Meeting(board, leader, [server.url for server in servers])
        async with meeting.under_way():
            redis.kill()
            await meeting.readers[0].until(len(meeting.accepted) + 20)
            redis.start()
        for server in servers:
            server.stop()

    meeting.assert_nothing_is_lost_or_twice()
    # A line that lies idle is closed; nothing else happened to those who write.
    assert meeting.trouble.keys() <= {None}
    assert TOO_SLOW in meeting.slow.codes


async def test_phone_offline_for_half_a_minute_and_slow_reader_cost_no_note_and_no_dot(
    board, leader, tmp_path
):
    """Fails when what was taken is sent again with a new key. So slow a reader is cut off."""
    server = PortalProcess(tmp_path, **SERVER)
    meeting = Meeting(board, leader, [server.url], rest=18)
    async with meeting.under_way():
        await asyncio.sleep(meeting.began + HALF_A_MINUTE - time.monotonic())
        assert Note.objects.filter(participant__name="Gjest 0").count() == 1
    server.stop()

    meeting.assert_nothing_is_lost_or_twice()
    assert meeting.away.trouble[None] > 0
    assert Note.objects.filter(participant__name="Gjest 0").count() == NOTES
    assert meeting.slow.codes
    assert all(reader.codes == [] for reader in meeting.readers)


@pytest.fixture
def postgres(committed_db, tmp_path):
    with on_own_postgres(tmp_path / "postgres") as postgres:
        yield postgres


async def test_killed_postgres_costs_no_note_and_no_dot(postgres, board, leader, tmp_path):
    """Fails when an answer may come before its commit is on the disk: synchronous_commit=off."""
    server = PortalProcess(tmp_path, DATABASE_URL=postgres.url, **SERVER)
    meeting = Meeting(board, leader, [server.url])
    async with meeting.under_way():
        postgres.kill()
        await asyncio.sleep(1)
        await asyncio.to_thread(postgres.start)
    server.stop()
    # The test's own line died, too.
    connection.close()

    meeting.assert_nothing_is_lost_or_twice()
    assert meeting.trouble[500] > 0
    assert TOO_SLOW in meeting.slow.codes
    assert all(reader.codes == [] for reader in meeting.readers)
