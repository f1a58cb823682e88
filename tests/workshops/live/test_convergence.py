"""Whatever is done on a board, in whatever order screens hear of it, all of them end with the same."""

import uuid
from collections import Counter
from contextlib import suppress

import hypothesis
import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import strategies as st

from tests.workshops.live.screens import Screen, as_told
from workshops.boards.actions import change_note, give_dot, take_dot_back, take_note_back, write_note
from workshops.boards.arranging import (
    close_dots,
    hide_note,
    move_note,
    name_cluster,
    open_dots,
    reveal,
    set_frozen,
    set_up,
    show_note_again,
    split_cluster,
    stack_notes,
    write_paper_note,
)
from workshops.boards.errors import BoardError
from workshops.boards.live import list_of
from workshops.boards.models import Board, Cluster, Note
from workshops.boards.reading import picture_of
from workshops.live.actions import show_activity

pytestmark = pytest.mark.django_db
STEPS = 30


class Meeting:
    """A board, two who write and a wall. Each step takes numbers, which choose among what there is."""

    def __init__(self, board, leader, people):
        self.board, self.leader = board, leader
        self.screens = [Screen(board, each) for each in people] + [Screen(board)]
        self.given = Counter()
        self.round = None
        self.texts = 0

    def do(self, what, a, b, c):
        self.board = Board.objects.select_related("activity__room__workshop").get(pk=self.board.pk)
        with suppress(BoardError):
            getattr(self, what)(a, b, c)

    def write(self, a, b, c):
        screen = self.screens[a % 2]
        self.texts += 1
        note = write_note(
            self._column(b),
            text=f"Lapp {self.texts}",
            participant=screen.participant,
            client_id=uuid.uuid4(),
            language="nb",
        )
        screen.answers.append({"id": note.pk, "list": list_of(note), "html": as_told(note)})
        if c % 2:
            screen.hear_answers()

    def write_on_paper(self, a, b, c):
        write_paper_note(self._column(a), text="Gul lapp", by=self.leader)

    def change(self, a, b, c):
        """Notes are changed on a page of their own; from there their writer comes to the board as it is."""
        if note := self._note(a):
            self._hear_that_it_came()
            change_note(note, text=f"Endret {b}", participant=note.participant)
            for screen in self.screens:
                if screen.participant and screen.participant == note.participant:
                    screen.come_in()

    def take_back(self, a, b, c):
        if note := self._note(a):
            self._hear_that_it_came()
            pk = note.pk
            take_note_back(note, participant=note.participant)
            del self.given["note", pk]

    def hide(self, a, b, c):
        if note := self._note(a):
            self._hear_that_it_came()
            hide_note(note, reason="Navngir en nabo", by=self.leader)

    def show_again(self, a, b, c):
        hidden = Note.objects.select_related("input", "board").filter(input__status="hidden")
        if note := self._one_of(hidden.order_by("pk"), a):
            show_note_again(note, by=self.leader)

    def move(self, a, b, c):
        if note := self._note(a):
            cluster = self._cluster(b) if c % 2 else None
            move_note(note, column=self._column(b), cluster=cluster, before=self._note(c), by=self.leader)

    def stack(self, a, b, c):
        if note := self._note(a):
            stack_notes(note, self._note(b), by=self.leader)

    def name(self, a, b, c):
        if cluster := self._cluster(a):
            name_cluster(cluster, name=["", "Buss", "Leie"][b % 3], by=self.leader)

    def split(self, a, b, c):
        if cluster := self._cluster(a):
            pk = cluster.pk
            split_cluster(cluster, by=self.leader)
            del self.given["cluster", pk]

    def reveal(self, a, b, c):
        reveal(self.board, by=self.leader)

    def freeze(self, a, b, c):
        set_frozen(self.board, a % 3 == 0, by=self.leader)

    def begin_round(self, a, b, c):
        self.round = open_dots(self.board, per_person=3, several_on_one=True, by=self.leader)
        self.given.clear()

    def end_round(self, a, b, c):
        close_dots(self.board, by=self.leader)

    def dot(self, a, b, c):
        place = self._place(b, c)
        if self.round and place:
            key, person = uuid.uuid4(), self.screens[a % 2].participant
            for _sent_twice in range(2):
                give_dot(self.round, participant=person, client_id=key, **place)
            self.given[self._key(place)] += 1

    def take_dot(self, a, b, c):
        place = self._place(b, c)
        if self.round and place:
            person = self.screens[a % 2].participant
            had = self.round.dots.filter(participant=person, **place).exists()
            take_dot_back(self.round, participant=person, **place)
            self.given[self._key(place)] -= had

    def hear(self, a, b, c):
        screen = self.screens[a % 3]
        if b % 2:
            screen.hear_answers()
        screen.catch_up()

    def come_back(self, a, b, c):
        """The page is loaded anew; what it waited for is answered by the page itself."""
        self.screens[a % 3].answers.clear()
        self.screens[a % 3].come_in()

    def _hear_that_it_came(self):
        """Nobody reads a note and takes it away while the answer to its writer is still on its way."""
        for screen in self.screens:
            screen.hear_answers()

    def _column(self, n):
        return self._one_of(self.board.columns.order_by("pk"), n)

    def _note(self, n):
        shown = self.board.notes.shown().select_related("input", "board", "participant")
        return self._one_of(shown.order_by("pk"), n)

    def _cluster(self, n):
        clusters = Cluster.objects.filter(column__board=self.board).select_related("column__board")
        return self._one_of(clusters.order_by("pk"), n)

    def _place(self, n, m):
        kind, thing = ("cluster", self._cluster(n)) if m % 2 else ("note", self._note(n))
        return {kind: thing} if thing else None

    @staticmethod
    def _key(place):
        ((kind, thing),) = place.items()
        return kind, thing.pk

    @staticmethod
    def _one_of(rows, n):
        rows = list(rows)
        return rows[n % len(rows)] if rows else None


DOINGS = sorted(
    name for name, value in vars(Meeting).items() if callable(value) and name[0] != "_" and name != "do"
)
NUMBER = st.integers(0, 11)
# Notes come oftener than anything else: without them little happens.
steps = st.lists(
    st.tuples(st.sampled_from(["write"] * 6 + ["hear"] * 3 + DOINGS), NUMBER, NUMBER, NUMBER),
    min_size=1,
    max_size=STEPS,
)


@pytest.fixture
def board(room, leader):
    board = room.activities.get(kind="board").board
    board.columns.create(title="Hva kan du bidra med?", order=2)
    show_activity(room, board.activity, by=leader, seen=room.step)
    return board


def told_by(*doings, is_private=False):
    """An interleaving that once ended with different screens."""
    whole = [(what, *(numbers + (0, 0, 0))[:3]) for what, *rest in doings for numbers in [tuple(rest)]]
    return hypothesis.example(doings=whole, is_private=is_private, answers_first=False)


@told_by(("write", 0, 0, 1), ("take_back",), is_private=True)
@told_by(("write", 0, 0, 0), ("change", 0, 0, 0), is_private=True)
@told_by(("write", 0, 0, 1), ("hide",), is_private=True)
@told_by(("write",), ("write",), ("hide",), ("hear",), ("hear", 1), ("hear", 2), ("show_again",))
@told_by(("write",), ("write",), ("write",), ("move", 2, 0, 0), ("stack", 1, 1), ("stack", 2, 2))
@told_by(("write",), ("reveal",), ("move",), ("write",), is_private=True)
@told_by(("begin_round",), ("end_round",), ("write",))
@told_by(("write",), ("begin_round",), ("dot", 0, 0, 0), ("end_round",), ("change", 0, 7))
@told_by(("write",), ("begin_round",), ("dot",), ("end_round",), ("stack",), ("hide",))
@hypothesis.settings(max_examples=15, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
@hypothesis.given(doings=steps, is_private=st.booleans(), answers_first=st.booleans())
def test_all_screens_end_with_the_picture_whatever_was_done(
    board, leader, join, doings, is_private, answers_first
):
    with translation.override("nb"), transaction.atomic():
        set_up(board, is_private=is_private, everyone_arranges=False, by=leader)
        meeting = Meeting(board, leader, [join("Fuglen", kind="business"), join("")])

        for what, *numbers in doings:
            meeting.do(what, *numbers)
        for screen in meeting.screens:
            if answers_first:
                screen.hear_answers()
            screen.catch_up()
            screen.hear_answers()

        for screen in meeting.screens:
            assert screen.shown() == Screen(board, screen.participant).shown()
        assert counted(meeting) == +meeting.given
        transaction.set_rollback(True)


def counted(meeting):
    """The dots of the latest round, closed now, those on hidden notes too; the board must show the same."""
    if meeting.round is None:
        return Counter()
    close_dots(meeting.board, by=meeting.leader)
    dots = meeting.round.dots.values_list("note", "cluster", "count")
    totals = Counter()
    for note, cluster, count in dots:
        totals["note" if note else "cluster", note or cluster] += count
    picture = picture_of(Board.objects.get(pk=meeting.board.pk), sees_all=True)
    for pile in piles_of(picture):
        assert all(note.dots_given == totals["note", note.pk] for note in pile.notes)
        if isinstance(pile.thing, Cluster):
            own = totals["cluster", pile.thing.pk]
            assert pile.dots == own + sum(note.dots_given for note in pile.notes)
    return totals


def piles_of(picture):
    return [pile for column in picture.columns for pile in (column, *column.clusters)]
