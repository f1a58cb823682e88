"""Dots, notes and moves under a crowd. Each race has a control that loses it."""

import json
import uuid
from functools import partial
from threading import Event

import pytest
from django.db import transaction

from portal.live.log import read_since
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import WorkshopPageFactory
from tests.staff import COORDINATORS, staff
from workshops.boards.actions import give_dot, write_note
from workshops.boards.arranging import close_dots, move_note, open_dots
from workshops.boards.errors import Frozen, NoDotsLeft, NoRound
from workshops.boards.groups import merge_group, open_group
from workshops.boards.live import BOARD
from workshops.boards.models import Board, Dot, Note
from workshops.live.actions import go_next, join_room, open_room
from workshops.live.errors import StaleStep

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]


@pytest.fixture
def leader(committed_db):
    return staff(COORDINATORS)


@pytest.fixture
def board(leader):
    return open_room(WorkshopPageFactory(), by=leader).activities.get(kind="board").board


def participant(board, name="Fugl"):
    return join_room(board.activity.room, client_id=uuid.uuid4(), name=name, kind="self")


def note(board, by, text="Lapp"):
    column = board.columns.first()
    return write_note(column, text=text, participant=by, client_id=uuid.uuid4(), language="nb")


def errors(outcomes):
    return {type(each) for each in outcomes if isinstance(each, Exception)}


def test_nobody_gets_more_dots_by_pressing_at_once(board, leader):
    bird = participant(board)
    lapp = note(board, bird)
    round = open_dots(board, per_person=3, several_on_one=True, by=leader)

    outcomes = all_at_once(
        [partial(give_dot, round, participant=bird, client_id=uuid.uuid4(), note=lapp) for _ in range(20)]
    )

    assert (Dot.objects.count(), errors(outcomes)) == (3, {NoDotsLeft})


def test_notes_written_at_once_are_told_in_the_order_in_which_they_stand(board):
    people = [participant(board) for _ in range(10)]

    all_at_once([partial(note, board, people[n % 10]) for n in range(40)])

    missed = read_since(BOARD.room(board.pk), 0)
    told = [json.loads(each.bodies["nb"])["id"] for each in missed.changes]
    assert told == list(Note.objects.filter(board=board).in_order().values_list("pk", flat=True))


def test_without_the_lock_one_gets_a_dot_too_many(board, leader):
    bird = participant(board)
    lapp = note(board, bird)
    round = open_dots(board, per_person=1, several_on_one=True, by=leader)
    here = all_have_read(2)

    @transaction.atomic
    def give_without_lock():
        given = round.dots.filter(participant=bird).count()
        here.wait()
        if given < round.per_person:
            Dot.objects.create(round=round, participant=bird, note=lapp)

    all_at_once([give_without_lock] * 2, threads=2)

    assert Dot.objects.count() == 2


def test_dots_of_a_hundred_at_once_are_all_counted(board, leader):
    people = [participant(board, f"Fugl {n}") for n in range(100)]
    lapp = note(board, people[0])
    round = open_dots(board, per_person=1, several_on_one=False, by=leader)

    outcomes = all_at_once(
        [partial(give_dot, round, participant=each, client_id=uuid.uuid4(), note=lapp) for each in people]
    )

    assert (Dot.objects.count(), errors(outcomes)) == (100, set())


def test_dot_comes_before_the_round_closes_or_not_at_all(board, leader):
    people = [participant(board, f"Fugl {n}") for n in range(20)]
    lapp = note(board, people[0])
    round = open_dots(board, per_person=1, several_on_one=False, by=leader)
    calls = [partial(give_dot, round, participant=each, client_id=uuid.uuid4(), note=lapp) for each in people]

    outcomes = all_at_once([*calls[:10], partial(close_dots, board, by=leader), *calls[10:]])

    given = [each for each in outcomes if isinstance(each, Dot)]
    assert errors(outcomes) <= {NoRound}
    assert Dot.objects.count() == len(given)


def test_same_note_sent_many_times_at_once_is_one(board):
    bird, key = participant(board), uuid.uuid4()
    send = partial(
        write_note, board.columns.first(), text="Lapp", participant=bird, client_id=key, language="nb"
    )

    outcomes = all_at_once([send] * 10)

    assert Note.objects.count() == 1
    assert errors(outcomes) == set()


def test_moves_at_once_leave_every_note_in_one_place(board, leader):
    bird, column = participant(board), board.columns.first()
    lapper = [note(board, bird, f"{n}") for n in range(8)]
    moves = [partial(move_note, each, column=column, before=lapper[0], by=leader) for each in lapper[1:]]

    outcomes = all_at_once(moves)

    assert errors(outcomes) == set()
    positions = list(column.notes.in_order().values_list("position", flat=True))
    assert positions == list(range(1, 9))


def test_note_for_a_group_comes_before_its_board_is_merged_or_not_at_all(board, leader):
    group = open_group(board, name="Gruppe A", by=leader)
    bird = participant(board)
    calls = [partial(note, group, bird, f"{n}") for n in range(16)]

    outcomes = all_at_once([*calls[:8], partial(merge_group, group, by=leader), *calls[8:]])

    written = [each for each in outcomes if isinstance(each, Note)]
    assert errors(outcomes) <= {Frozen}
    assert (board.notes.count(), group.notes.count()) == (len(written), 0)


def test_without_the_lock_a_note_is_left_behind(board, leader):
    group = open_group(board, name="Gruppe A", by=leader)
    bird, read = participant(board), all_have_read(2)
    lapp = note(board, bird)

    @transaction.atomic
    def write_without_lock():
        assert not Board.objects.get(pk=group.pk).is_merged
        read.wait()
        merged.wait(timeout=20)
        Note.objects.filter(pk=lapp.pk).update(board=group, column=group.columns.first())

    def merge():
        read.wait()
        merge_group(group, by=leader)
        merged.set()

    merged = Event()

    all_at_once([write_without_lock, merge], threads=2)

    assert group.notes.count() == 1


def test_two_who_lead_skip_no_item(leader):
    room = open_room(WorkshopPageFactory(agenda=[("part", agenda_part())]), by=leader)
    others = [leader, *(staff(COORDINATORS) for _ in range(4))]

    outcomes = all_at_once([partial(go_next, room, by=each, seen=0) for each in others])

    room.refresh_from_db()
    assert (room.item.title, errors(outcomes)) == ("Punkt 0", {StaleStep})


def agenda_part():
    items = [{"title": f"Punkt {n}", "minutes": 5, "presenter": "", "text": ""} for n in range(3)]
    return {"title": "Del", "items": items}
