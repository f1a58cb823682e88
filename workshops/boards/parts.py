"""A board as each kind of reader sees it, and the kind of activity that it is."""

from types import SimpleNamespace

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workshops.boards.exports import FORMATS
from workshops.boards.forms import GroupForm, NoteForm, PaperNoteForm, RoundForm, SetUpForm
from workshops.boards.live import BOARD
from workshops.boards.models import Board, Column
from workshops.boards.reading import board_of, numbers_of_dots, picture_of
from workshops.boards.rules import may_arrange, may_write
from workshops.live.models import Activity
from workshops.live.own import own_keys
from workshops.live.registry import ActivityKind, prepares, register_activity
from workshops.live.rules import may_take_part

KIND = "board"
# What stands for a note that the page does not know yet, in the tools that it gets when it comes.
BLANK = SimpleNamespace(pk=0, own_dots=0, paper_dots=0)


def show_board(request, activity, participant, entrance=None, form=None):
    """For who takes part: notes, the form for one's own, and one's own dots."""
    board = board_of(activity)
    room = board.activity.room
    picture = picture_of(board, participant=participant, own=own_keys(request, room))
    writes = may_write(board, room)
    columns = [pile.thing for pile in picture.columns]
    if form is None and may_take_part(room) and not board.is_merged:
        form = NoteForm(board=board, columns=columns)
    context = {
        "entrance": entrance,
        "room": room,
        "picture": picture,
        "form": form,
        "blank": BLANK,
        "writes": writes,
        "main_url": reverse("live_look", args=[room.code, board.main_id]) if board.main_id else "",
        "arranges": may_arrange(request.user, board, room),
        "arrange_url": "board_arrange",
        "note_tools": "workshops/boards/_note_tools.html",
        "cluster_tools": "workshops/boards/_cluster_tools.html",
    }
    return "workshops/boards/_show.html", context


def wall_board(request, activity, entrance=None):
    """For the large screen: the board, or the cluster that the room talks about."""
    board = board_of(activity)
    picture = picture_of(board)
    context = {
        "entrance": entrance,
        "room": board.activity.room,
        "picture": picture,
        "spotlight": spotlight_of(picture),
    }
    return "workshops/boards/_wall.html", context


def spotlight_of(picture):
    """The pile of the cluster that the room talks about, or None."""
    piles = (pile for column in picture.columns for pile in column.clusters)
    return next((pile for pile in piles if pile.thing.pk == picture.board.spotlight_id), None)


def console_board(request, activity, entrance=None, **forms):
    """For who leads: all notes, and everything that can be done with them."""
    board = board_of(activity)
    context = {
        "entrance": entrance,
        "room": board.activity.room,
        "picture": picture_of(board, sees_all=True),
        "hidden": board.notes.select_related("input").filter(input__status="hidden"),
        "dots": numbers_of_dots(board),
        "arranges": True,
        "blank": BLANK,
        "arrange_url": "board_lead",
        "note_tools": "workshops/boards/_leader_note_tools.html",
        "cluster_tools": "workshops/boards/_leader_cluster_tools.html",
        "main_url": reverse("live_console", args=[board.activity.room.code]),
        "files": files(board.activity),
        "groups": list(board.groups.select_related("activity")),
        "group_form": GroupForm(auto_id="group_%s"),
        "paper_form": PaperNoteForm(board=board),
        "round_form": RoundForm(auto_id="round_%s"),
        "set_up_form": SetUpForm(
            auto_id="set_up_%s",
            initial={"is_private": not board.shows_notes, "everyone_arranges": board.everyone_arranges},
        ),
        **forms,
    }
    return "workshops/boards/_console.html", context


def files(activity):
    """(label, address) of each way to take the board away."""
    code = activity.room.code
    return [
        (label, reverse("board_file", args=[code, activity.pk, name]))
        for name, label in zip(FORMATS, ["Excel", "CSV", "JSON", "PDF", _("Picture (SVG)")], strict=True)
    ]


register_activity(
    ActivityKind(
        KIND,
        _("Board"),
        "note",
        room=lambda activity: BOARD.room(activity.pk),
        show=show_board,
        wall=wall_board,
        console=console_board,
        files=files,
        for_input=True,
    )
)


@prepares(order=10)
def make_board(room):
    """A board with a column for each of the meeting's questions; one column for all when there are none."""
    activity = Activity.objects.create(room=room, kind=KIND, title=_("Board"), order=10)
    board = Board.objects.create(activity=activity)
    questions = list(room.workshop.questions.all())
    columns = [
        Column(board=board, question=question, title=question.text, order=order)
        for order, question in enumerate(questions)
    ]
    Column.objects.bulk_create(columns or [Column(board=board, title=_("Input"))])
