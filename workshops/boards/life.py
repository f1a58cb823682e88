"""What the desk tells of an input's time on a live board, as steps of its life."""

from dataclasses import dataclass

from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, PageLogEntry

from partners.inputs.history import Step
from partners.inputs.sections import life
from workshops.boards.models import Cluster, Column, DotRound, Note
from workshops.live.models import Activity

ON_NOTE = ["partners.input.give", "workshops.note.change", "workshops.note.move"]
ON_MEETING = ["workshops.cluster.split", "workshops.board.publish", "workshops.board.merge"]


@dataclass(frozen=True)
class Places:
    """What lists of a board are called now; of clusters that are gone, what they were called last."""

    columns: dict
    clusters: dict
    boards: dict

    def name(self, key):
        number = int(key[1:])
        if key[0] == "c":
            return self.columns.get(number, _("a column that is gone"))
        return self.clusters.get(number) or _("Cluster without a name")


@life(order=60)
def board_steps(input):
    """From the note that was put up to what was published of it. Seven queries at most, one for others."""
    notes = Note.objects.select_related("board__activity")
    if (note := notes.filter(pk=input.pk).first()) is None:
        return []
    entries = ModelLogEntry.objects.for_instance(input).filter(action__in=ON_NOTE).select_related("user")
    about_it = Q(data__notes__contains=[note.pk]) | Q(data__inputs__contains=[note.pk])
    around = PageLogEntry.objects.filter(about_it, page=note.board.activity.room_id)
    around = list(around.filter(action__in=ON_MEETING).select_related("user"))
    places = _places(note, around)
    steps = [TOLD[entry.action](entry, note, places) for entry in [*entries, *around]]
    return steps + _dot_steps(note)


def _places(note, around):
    """All of the meeting's boards: a note may have come from another one."""
    room = note.board.activity.room_id
    columns = dict(Column.objects.filter(board__activity__room=room).values_list("pk", "title"))
    clusters = Cluster.objects.filter(column__board__activity__room=room)
    gone = {e.data["cluster"]: e.data["name"] for e in around if e.action == "workshops.cluster.split"}
    boards = dict(Activity.objects.filter(room=room, kind="board").values_list("pk", "title"))
    return Places(columns, gone | dict(clusters.values_list("pk", "name")), boards)


def _given(entry, note, places):
    where = {"board": places.boards[entry.data["board"]], "column": places.name(entry.data["list"])}
    told = [_("“%(board)s”, under “%(column)s”.") % where]
    if note.is_paper:
        told.append(_("Written on paper in the room."))
    elif note.participant_id is None:
        told.append(_("Anonymously: nobody can tell who gave it."))
    return Step(entry.timestamp, _("Put on the live board"), " ".join(told), user=entry.user)


def _changed(entry, note, places):
    before, after = entry.data["text"]
    return Step(entry.timestamp, _("Note changed"), f"«{before}» → «{after}»")


def _moved(entry, note, places):
    before, after = entry.data["list"]
    if before == after:
        title, told = _("Moved within its list"), places.name(after)
    elif after[0] == "k":
        title, told = _("Stacked into a cluster"), places.name(after)
    elif before[0] == "k":
        title, told = _("Taken out of a cluster"), f"{places.name(before)} → {places.name(after)}"
    else:
        title, told = _("Moved"), f"{places.name(before)} → {places.name(after)}"
    return Step(entry.timestamp, title, told, user=entry.user)


def _split(entry, note, places):
    return Step(
        entry.timestamp, _("Cluster split"), places.name(f"k{entry.data['cluster']}"), user=entry.user
    )


def _merged(entry, note, places):
    """From a group's board, which has its name in the log, to the one that the note is on since."""
    return Step(
        entry.timestamp,
        _("Moved with the board of a group"),
        f"{entry.data['name']} → {note.board}",
        user=entry.user,
    )


def _published(entry, note, places):
    return Step(entry.timestamp, _("Published when the room was closed"), user=entry.user)


TOLD = {
    "partners.input.give": _given,
    "workshops.note.change": _changed,
    "workshops.note.move": _moved,
    "workshops.cluster.split": _split,
    "workshops.board.merge": _merged,
    "workshops.board.publish": _published,
}


def _dot_steps(note):
    """What it got in each round that has closed, alone and with its cluster. One query."""
    own, together = Q(dots__note=note.pk), Q(dots__cluster=note.cluster_id or 0)
    rounds = DotRound.objects.filter(board=note.board_id).exclude(closed_at=None)
    rounds = rounds.annotate(own=Sum("dots__count", filter=own), together=Sum("dots__count", filter=together))
    return [
        Step(round.closed_at, _("Round %(number)s of dots closed") % {"number": round.number}, _dots(round))
        for round in rounds
    ]


def _dots(round):
    own = _("%(number)s on the note") % {"number": round.own or 0}
    return own + (
        ", " + _("%(number)s on its cluster") % {"number": round.together} if round.together else ""
    )
