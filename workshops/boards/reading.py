"""A board as a page shows it: columns with their clusters and notes, in a constant number of queries."""

from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Sum
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from workshops.boards.models import Board, Cluster, Column, Dot, DotRound
from workshops.boards.rules import is_own
from workshops.live.models import KIND_LABELS

# The clusters of a column, as rows.
KEPT = (
    Cluster.objects.filter(column=OuterRef("pk"))
    .order_by("position", "pk")
    .values_list(JSONObject(id="pk", name="name", position="position"))
)


@dataclass
class Pile:
    """A cluster or a column on the page: its notes that the reader sees, and how many there are."""

    thing: Column | Cluster
    notes: list = field(default_factory=list)
    clusters: list = field(default_factory=list)
    # Of notes that are still private, and not the reader's own.
    unseen: int = 0
    dots: int | None = None
    own_dots: int = 0
    paper_dots: int = 0


@dataclass(frozen=True)
class Picture:
    board: Board
    columns: list
    round: DotRound | None
    # Of the reader's dots in the round that is open.
    dots_left: int
    own: frozenset
    # For who leads: the latest round, in which dots given on paper are entered.
    latest: DotRound | None = None

    @property
    def legend(self):
        """(kind, in words) of each colour that a note can have."""
        return [*KIND_LABELS.items(), ("anonym", _("Without a name, or on paper"))]


def board_of(activity):
    return Board.objects.select_related("activity__room__workshop", "spotlight", "main__activity").get(
        pk=activity.pk
    )


def picture_of(board, *, participant=None, own=(), sees_all=False):
    """The board for one reader. Five queries at most, and one more for who leads.

    Before they are revealed each sees their own notes, and who leads (`sees_all`) sees them all. Totals of
    dots are those of the latest round that has closed; until then each knows their own only.
    """
    rounds = list(board.rounds.all())
    columns = [Pile(column) for column in board.columns.annotate(kept=ArraySubquery(KEPT))]
    clusters = [Pile(Cluster(column=pile.thing, **row)) for pile in columns for row in pile.thing.kept]
    piles = {("c", pile.thing.pk): pile for pile in columns} | {("k", p.thing.pk): p for p in clusters}
    for pile in clusters:
        piles["c", pile.thing.column_id].clusters.append(pile)
    mine = set()
    for note in board.notes.shown().select_related("input", "participant").in_order():
        pile = piles["k", note.cluster_id] if note.cluster_id else piles["c", note.column_id]
        note.board = board
        if is_own(note, participant, own):
            mine.add(note.pk)
        if board.shows_notes or sees_all or note.pk in mine:
            pile.notes.append(note)
        else:
            piles["c", note.column_id].unseen += 1
    open_one = next((round for round in rounds if round.is_open), None)
    left = _count_dots(piles, rounds, open_one, participant)
    latest = rounds[-1] if rounds and sees_all else None
    if latest:
        _count_paper_dots(piles, latest)
    return Picture(board, columns, open_one, left, frozenset(mine), latest)


def _count_paper_dots(piles, round):
    """Give piles and notes the dots that were entered from paper. One query."""
    given = _by_place(round.dots.filter(participant=None))
    for (_kind, key), pile in piles.items():
        pile.paper_dots = given.get(("cluster", key), 0)
        for note in pile.notes:
            note.paper_dots = given.get(("note", note.pk), 0)


def _count_dots(piles, rounds, open_one, participant):
    """Give piles and notes their dots; returns how many the participant has left."""
    closed = [round for round in rounds if not round.is_open]
    notes = [note for pile in piles.values() for note in pile.notes]
    totals = _by_place(closed[-1].dots.all()) if closed else {}
    given = {}
    if open_one and participant:
        given = _by_place(open_one.dots.filter(participant=participant))
    for note in notes:
        note.dots_given = totals.get(("note", note.pk), 0) if closed else None
        note.own_dots = given.get(("note", note.pk), 0)
    for (kind, key), pile in piles.items():
        if kind == "k":
            pile.dots = (
                totals.get(("cluster", key), 0) + sum(n.dots_given for n in pile.notes) if closed else None
            )
            pile.own_dots = given.get(("cluster", key), 0)
    return open_one.per_person - sum(given.values()) if open_one else 0


def _by_place(dots):
    rows = dots.order_by().values_list("note", "cluster").annotate(Sum("count"))
    return {("note", note) if note else ("cluster", cluster): total for note, cluster, total in rows}


def has_totals(board):
    """Whether a round of dots has closed, so that totals show. One query."""
    return board.rounds.exclude(closed_at=None).exists()


def with_dots(note):
    """The note with its total of the latest round that has closed. Two queries."""
    if closed := note.board.rounds.exclude(closed_at=None).last():
        note.dots_given = closed.dots.filter(note=note).aggregate(total=Sum("count"))["total"] or 0
    return note


def numbers_of_dots(board):
    """For who leads: how many have given dots in the round that is open. One query."""
    given = Dot.objects.filter(round__board=board, round__closed_at=None, participant__isnull=False)
    return given.aggregate(people=Count("participant", distinct=True), dots=Count("pk"))
