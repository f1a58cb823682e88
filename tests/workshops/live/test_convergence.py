"""Whatever is done on a board, and whoever was away: every screen ends with the same board.

The screens here do with each change what `static/js/board.js` does with it.
"""

import json
import re
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.live import log
from tests.factories import WorkshopPageFactory
from tests.staff import COORDINATORS, staff
from workshops.boards import arranging
from workshops.boards.actions import change_note, give_dot, take_dot_back, take_note_back, write_note
from workshops.boards.errors import BoardError
from workshops.boards.live import BOARD
from workshops.boards.models import Board, Cluster, Note
from workshops.boards.reading import picture_of
from workshops.live.actions import join_room, open_room

pytestmark = pytest.mark.django_db

# After these the screens load the whole board, which would hide what they got wrong before.
ANEW = ["take", "hide", "show", "split", "reveal", "freeze"]
ONE_BY_ONE = ["write"] * 4 + ["move"] * 4 + ["stack"] * 2 + ["change", "name", "look"]
FIRST = [("write", number, 0) for number in range(4)]


def steps_of(kinds):
    step = st.tuples(st.sampled_from(kinds), st.integers(0, 7), st.integers(0, 7))
    return st.lists(step, min_size=6, max_size=20).map(lambda steps: FIRST + steps)


class Screen:
    """A page with the board open. It hears of some changes at once, and of the rest when it looks."""

    def __init__(self, board):
        self.board = board
        self.load()

    def load(self):
        self.number = log.read_since(self.room, None).number
        self.lists = lists_of(self.board)

    @property
    def room(self):
        return BOARD.room(self.board.pk)

    def look(self):
        missed = log.read_since(self.room, self.number)
        if missed.is_lost:
            self.load()
            return
        self.number = missed.number
        for change in missed.changes:
            self.apply(json.loads(change.bodies["nb"]))

    def apply(self, change):
        what = change.pop("what")
        apply = {"board": self.board_changed, "note": self.note, "gone": self.gone, "order": self.order}
        (apply | {"cluster": self.cluster})[what](change)

    def note(self, change):
        place = self.lists.get(change["list"])
        if place is None:
            return
        key, text = change["id"], text_of(change["html"])
        if key in place:
            place[key] = text
            return
        self.gone(change)
        place[key] = text

    def gone(self, change):
        for place in self.lists.values():
            place.pop(change["id"], None)

    def order(self, change):
        for name, keys in change["lists"].items():
            place = self.lists.get(name, {})
            for key in keys:
                if key in place:
                    place[key] = place.pop(key)

    def cluster(self, change):
        self.lists.setdefault(f"k{change['id']}", {})

    def board_changed(self, _change):
        self.load()


def text_of(html):
    return re.search(r"<bdi>(.*?)</bdi>", html)[1]


def lists_of(board):
    """What a page that is loaded now shows: {list: {note: text}} in order."""
    board = Board.objects.get(pk=board.pk)
    lists = {}
    for column in picture_of(board).columns:
        for kind, pile in (("c", column), *(("k", cluster) for cluster in column.clusters)):
            lists[f"{kind}{pile.thing.pk}"] = {note.pk: note.input.text for note in pile.notes}
    return lists


def in_order(lists):
    return {name: list(notes.items()) for name, notes in lists.items()}


class Meeting:
    """Two columns, somebody who writes, somebody who leads, and three screens."""

    def __init__(self):
        self.leader = staff(COORDINATORS)
        room = open_room(WorkshopPageFactory(), by=self.leader)
        self.board = room.activities.get(kind="board").board
        self.board.columns.create(title="Mer", order=1)
        self.columns = list(self.board.columns.all())
        self.bird = join_room(room, client_id=uuid.uuid4(), name="Fuglen", kind="self")
        self.screens = [Screen(self.board) for _ in range(3)]
        self.count = 0

    def of(self, things, index):
        things = list(things)
        return things[index % len(things)] if things else None

    def notes(self, **where):
        return Note.objects.filter(board=self.board, **where).select_related(
            "input", "board", "column", "cluster"
        )

    def do(self, what, one, two):
        note, other = self.of(self.notes().shown(), one), self.of(self.notes().shown(), two)
        cluster = self.of(
            Cluster.objects.filter(column__board=self.board).select_related("column__board"), two
        )
        column = self.columns[one % 2]
        self.count += 1
        try:
            if what == "write":
                write_note(
                    column,
                    text=f"Nr. {self.count}",
                    participant=self.bird,
                    client_id=uuid.uuid4(),
                    language="nb",
                )
            elif what == "look":
                self.screens[one % 3].look()
            elif what == "freeze":
                arranging.set_frozen(self.board, one % 4 == 0, by=self.leader)
            elif what == "reveal":
                arranging.reveal(self.board, by=self.leader)
            elif what == "show":
                hidden = self.of(self.notes(input__status="hidden"), one)
                if hidden:
                    arranging.show_note_again(hidden, by=self.leader)
            elif cluster and what == "split":
                arranging.split_cluster(cluster, by=self.leader)
            elif cluster and what == "name":
                arranging.name_cluster(cluster, name=f"Klynge {self.count}", by=self.leader)
            elif note:
                self.do_with(what, note, other, column, cluster)
        except BoardError:
            pass

    def do_with(self, what, note, other, column, cluster):
        if what == "change":
            change_note(note, text=f"Ny {self.count}", participant=self.bird)
        elif what == "take":
            take_note_back(note, participant=self.bird)
        elif what == "hide":
            arranging.hide_note(note, reason="Feil", by=self.leader)
        elif what == "stack":
            arranging.stack_notes(note, other, by=self.leader)
        elif what == "move":
            into = cluster if self.count % 3 == 0 else None
            arranging.move_note(note, column=column, cluster=into, before=other, by=self.leader)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.one_of(steps_of(ONE_BY_ONE), steps_of(ONE_BY_ONE + ANEW)))
def test_every_screen_ends_with_the_same_board(db, steps):
    meeting = Meeting()

    for step in steps:
        meeting.do(*step)
    for screen in meeting.screens:
        screen.look()

    truth = in_order(lists_of(meeting.board))
    assert [in_order(screen.lists) for screen in meeting.screens] == [truth] * 3


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(presses=st.lists(st.tuples(st.booleans(), st.integers(0, 2), st.integers(0, 2)), max_size=20))
def test_dots_are_what_was_given_and_not_taken_back(db, presses):
    meeting = Meeting()
    for _note in range(3):
        meeting.do("write", 0, 0)
    notes = list(meeting.notes())
    people = [
        join_room(meeting.board.activity.room, client_id=uuid.uuid4(), name=f"{n}", kind="self")
        for n in range(3)
    ]
    round = arranging.open_dots(meeting.board, per_person=2, several_on_one=True, by=meeting.leader)
    given_dots = {}

    for gives, who, where in presses:
        person, note = people[who], notes[where]
        mine = sum(count for (each, _note), count in given_dots.items() if each == who)
        if gives and mine < 2:
            give_dot(round, participant=person, client_id=uuid.uuid4(), note=note)
            given_dots[who, where] = given_dots.get((who, where), 0) + 1
        elif not gives:
            take_dot_back(round, participant=person, note=note)
            given_dots[who, where] = max(given_dots.get((who, where), 0) - 1, 0)
    arranging.close_dots(meeting.board, by=meeting.leader)

    (shown, _other) = picture_of(Board.objects.get(pk=meeting.board.pk)).columns
    totals = {note.pk: note.dots_given for note in shown.notes}
    expected = {
        note.pk: sum(count for (_who, where), count in given_dots.items() if where == index)
        for index, note in enumerate(notes)
    }
    assert totals == expected
