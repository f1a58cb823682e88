"""A board to take away: tables, a document and a picture. What is hidden is in none of them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.letters import describe_sender
from portal import pdf
from portal.exports import csv_response, download, json_response, xlsx_response
from workshops.boards.drawing import draw
from workshops.boards.models import Dot
from workshops.boards.reading import picture_of

FORMATS = ["xlsx", "csv", "json", "pdf", "svg"]
KEYS = [
    "column",
    "cluster",
    "note",
    "giver",
    "kind",
    "paper",
    "dots",
    "cluster_dots",
    "status",
    "time",
    "url",
]


def export(board, *, file_format, by, address_of):
    """The board as a download in one of `FORMATS`, noted in the meeting's log.

    `address_of` makes the whole address of an input. Nobody is named who did not show their name.
    """
    picture = picture_of(board, sees_all=True)
    rounds = Counted(board)
    rows = list(_places(picture))
    about = {"board": board.pk, "format": file_format, "notes": len(rows)}
    log(board.activity.room.workshop, "workshops.board.export", user=by, data=about)
    name = f"tavle-{board.activity.room.workshop.slug}-{board.pk}"
    if file_format == "pdf":
        content = pdf.compile("boards/board.typ", _document(board, picture, rounds), at=timezone.now())
        return download(content, "application/pdf", f"{name}.pdf")
    if file_format == "svg":
        return download(draw(picture, giver_of, title=_title(board)), "image/svg+xml", f"{name}.svg")
    told = [_row(*each, rounds=rounds, address_of=address_of) for each in rows]
    if file_format == "json":
        return json_response(name, KEYS, told)
    flat = [[*row[:5], _("Yes") if row[5] else _("No"), *rounds.cells(row), *row[8:]] for row in told]
    if file_format == "csv":
        return csv_response(name, _header(rounds), flat)
    return xlsx_response(name, _header(rounds), flat, title=_("Board"))


class Counted:
    """The dots of each round that has closed. Two queries."""

    def __init__(self, board):
        self.numbers = list(board.rounds.exclude(closed_at=None).values_list("number", flat=True))
        self._given = {}
        dots = Dot.objects.filter(round__board=board).exclude(round__closed_at=None)
        for number, note, cluster, count in dots.values_list("round__number", "note", "cluster", "count"):
            place = (number, "note", note) if note else (number, "cluster", cluster)
            self._given[place] = self._given.get(place, 0) + count

    def of(self, kind, thing):
        """{number of the round: dots}"""
        return {n: self._given.get((n, kind, thing.pk), 0) for n in self.numbers} if thing else {}

    def cells(self, row):
        """The columns of a table: on the note, and on its cluster, in each round."""
        return [each.get(number, "") for number in self.numbers for each in (row[6], row[7])]

    def together(self, pile):
        """As `of`: what a cluster got, and all of its notes."""
        given = [self.of("cluster", pile.thing), *(self.of("note", note) for note in _standing(pile))]
        return {number: sum(each[number] for each in given) for number in self.numbers}


def _places(picture):
    """(column, cluster or None, note) in the order of the board; what its giver has withdrawn is left out."""
    for column in picture.columns:
        for pile in [*column.clusters, column]:
            cluster = None if pile is column else pile.thing
            yield from ((column.thing, cluster, note) for note in _standing(pile))


def _standing(pile):
    return [note for note in pile.notes if not note.input.is_withdrawn]


def giver_of(note):
    """As the board shows it: by the name that was given, or by none."""
    if note.is_paper:
        return _("On paper in the room")
    return note.input.public_name or _("Without a name")


def _row(column, cluster, note, *, rounds, address_of):
    return [
        column.title,
        str(cluster) if cluster else "",
        note.input.text,
        giver_of(note),
        str(note.kind_label),
        note.is_paper,
        rounds.of("note", note),
        rounds.of("cluster", cluster),
        note.input.get_status_display(),
        note.input.created_at,
        address_of(note.input),
    ]


def _header(rounds):
    dots = [
        label % {"number": number}
        for number in rounds.numbers
        for label in (_("Dots in round %(number)s"), _("Dots on the cluster in round %(number)s"))
    ]
    return [
        _("Column"),
        _("Cluster"),
        _("Note"),
        _("Given by"),
        _("Kind"),
        _("On paper"),
        *dots,
        _("Status"),
        _("Time"),
        _("Address"),
    ]


def _title(board):
    return f"{board}: {board.activity.room}"


def _document(board, picture, rounds):
    """What the template of the PDF says: headings with lists of notes."""
    sender = describe_sender()
    at = date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT")
    return {
        "title": _title(board),
        "language": (get_language() or "nb")[:2],
        "sender": ", ".join(filter(None, (sender["name"], sender["owner"]))),
        "lead": _("As the board stood %(time)s.") % {"time": at},
        "empty": _("No notes."),
        "columns": [
            {
                "title": column.thing.title,
                "piles": [_pile(pile, column, rounds) for pile in [*column.clusters, column]],
            }
            for column in picture.columns
        ],
    }


def _told(dots):
    """«Dots in round 1: 5», for each round."""
    return [
        _("Dots in round %(number)s: %(dots)s") % {"number": number, "dots": count}
        for number, count in dots.items()
    ]


def _pile(pile, column, rounds):
    notes = [
        [note.input.text, " · ".join([giver_of(note), *_told(rounds.of("note", note))])]
        for note in _standing(pile)
    ]
    if pile is column:
        return {"title": "", "dots": "", "notes": notes}
    return {"title": str(pile.thing), "dots": " · ".join(_told(rounds.together(pile))), "notes": notes}
