"""A server that dies in the middle of a meeting costs nobody a note or a dot."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from demo.visitor import Visitor
from tests.portal_process import PortalProcess
from tests.workshops.live.screens import Screen
from workshops.boards.arranging import close_dots, open_dots
from workshops.boards.models import Note
from workshops.boards.reading import board_of, picture_of
from workshops.live.actions import show_activity

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]
PEOPLE, NOTES, DOTS = 4, 5, 2


@pytest.fixture
def board(committed_db, room, leader):
    board = room.activities.get(kind="board").board
    show_activity(room, board.activity, by=leader, seen=room.step)
    board.activity.refresh_from_db()
    return board


def test_killed_server_costs_no_note_and_no_dot(board, room, leader, tmp_path):
    server = PortalProcess(tmp_path)
    screen = Screen(board)
    open_dots(board, per_person=DOTS, several_on_one=False, by=leader)
    visitors = [Visitor(server.url, room.code) for _ in range(PEOPLE)]
    for number, visitor in enumerate(visitors):
        visitor.come_in(f"Gjest {number}")
    half = threading.Barrier(PEOPLE + 1, timeout=60)

    def take_part(number):
        visitor, mine = visitors[number], []
        for each in range(NOTES):
            if each == NOTES // 2:
                half.wait()
            mine.append(visitor.write(f"{number}-{each}"))
        for note in mine[:DOTS]:
            visitor.give_dot(note)
        return mine

    with ThreadPoolExecutor(PEOPLE) as pool:
        taking_part = [pool.submit(take_part, number) for number in range(PEOPLE)]
        half.wait()
        time.sleep(0.05)
        server.kill()
        second = PortalProcess(tmp_path, port=server.port)
        accepted = [note for future in taking_part for note in future.result(timeout=60)]
    with visitors[0].socket() as socket:
        told = socket.recv(timeout=10)
    second.stop()
    close_dots(board, by=leader)
    screen.catch_up()

    assert len(set(accepted)) == PEOPLE * NOTES == Note.objects.count()
    assert all(f'"id":{note},' in told for note in accepted)
    assert screen.shown() == Screen(board).shown()
    notes = [note for column in picture_of(board_of(board.activity)).columns for note in column.notes]
    assert sorted(note.pk for note in notes) == sorted(accepted)
    assert sum(note.dots_given for note in notes) == PEOPLE * DOTS
