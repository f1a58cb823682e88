"""A board for who leads: one address for every press, beside the pages that need more words."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from workshops.boards import arranging, groups
from workshops.boards.errors import BoardError, NoRound
from workshops.boards.forms import (
    GroupForm,
    NameForm,
    PaperDotsForm,
    PaperNoteForm,
    RoundForm,
    SetUpForm,
)
from workshops.boards.models import Board, Cluster
from workshops.boards.parts import KIND, console_board, wall_board
from workshops.boards.views import answered, arranged, ask_where, spot_of
from workshops.live.access import at_console, at_room
from workshops.live.forms import HideForm
from workshops.live.registry import part_of


def leads_board(view):
    """Give the view the `board` of the address, for who leads the room that it belongs to."""

    @at_console
    def gated(request, room, pk, **arguments):
        boards = Board.objects.select_related("activity__room__workshop", "spotlight", "main__activity")
        board = get_object_or_404(boards, pk=pk, activity__room=room)
        return view(request, room=room, board=board, **arguments)

    return gated


def way_to(board):
    """To where who leads sees the board: on the console, or a group's board on a page of its own."""
    room = board.activity.room
    name = "live_console" if room.activity_id == board.pk else "board_console"
    return reverse(name, args=[room.code] if name == "live_console" else [room.code, board.pk])


@require_safe
@leads_board
def board_on_its_own(request, room, board):
    """A board that the others do not look at now, for who leads: a group's."""
    context = {"room": room, "board": board, "part": part_of("console", request, board.activity)}
    return render(request, "workshops/boards/alone.html", context)


@require_safe
@leads_board
def board_for_leader(request, room, board):
    """The board as a part of the console."""
    return inner(request, board)


def inner(request, board, notice=""):
    _template, context = console_board(request, board.activity)
    return render(request, "workshops/boards/_console_inner.html", {"part": context | {"notice": notice}})


@require_safe
@at_room
def board_on_wall(request, room, pk):
    """The board as a part of the large screen."""
    activity = get_object_or_404(room.activities.exclude(opened_at=None), pk=pk, kind=KIND)
    _template, context = wall_board(request, activity)
    return render(request, "workshops/boards/_wall_inner.html", {"part": context})


@require_http_methods(["GET", "HEAD", "POST"])
@leads_board
def lead_board(request, room, board):
    """One press: move a note, or `do` one of `PRESSES`. Opened, it asks where a note goes."""
    if request.method != "POST":
        return ask_where(request, board, way_to(board))
    press = PRESSES.get(request.POST.get("do"), arranged)
    try:
        notice = press(request, board) or ""
    except BoardError as error:
        notice = error.message
    if request.htmx:
        return inner(request, board, notice)
    return answered(request, notice) or redirect(way_to(board) + spot_of(request))


def reveal(request, board):
    arranging.reveal(board, by=request.user)


def freeze(request, board):
    arranging.set_frozen(board, True, by=request.user)


def thaw(request, board):
    arranging.set_frozen(board, False, by=request.user)


def set_up(request, board):
    form = SetUpForm(request.POST)
    if form.is_valid():
        arranging.set_up(board, by=request.user, **form.cleaned_data)


def open_dots(request, board):
    form = RoundForm(request.POST)
    if form.is_valid():
        arranging.open_dots(board, by=request.user, **form.cleaned_data)
    return "" if form.is_valid() else _("Each must have between 1 and 20 dots.")


def close_dots(request, board):
    arranging.close_dots(board, by=request.user)


def open_group(request, board):
    form = GroupForm(request.POST)
    if form.is_valid():
        groups.open_group(board, by=request.user, **form.cleaned_data)
    return "" if form.is_valid() else _("Give the group a name of at most 60 characters.")


def merge(request, board):
    if board.main_id:
        groups.merge_group(board, by=request.user)


def paper_dots(request, board):
    form = PaperDotsForm(request.POST, board=board)
    if not form.is_valid():
        return next(message for messages in form.errors.values() for message in messages)
    if (round := board.rounds.last()) is None:
        raise NoRound
    arranging.enter_paper_dots(round, by=request.user, **form.cleaned_data)
    return ""


def spotlight(request, board):
    cluster = cluster_of(request, board) if request.POST.get("cluster") else None
    arranging.put_in_spotlight(board, cluster, by=request.user)


def split(request, board):
    arranging.split_cluster(cluster_of(request, board), by=request.user)


def name(request, board):
    form = NameForm(request.POST)
    if form.is_valid():
        arranging.name_cluster(cluster_of(request, board), by=request.user, **form.cleaned_data)
    return "" if form.is_valid() else _("A name can have 80 characters.")


def show_again(request, board):
    key = request.POST.get("note", "")
    notes = board.notes.select_related("input", "board")
    arranging.show_note_again(get_object_or_404(notes, pk=_number(key)), by=request.user)


def cluster_of(request, board):
    clusters = Cluster.objects.select_related("column__board").filter(column__board=board)
    return get_object_or_404(clusters, pk=_number(request.POST.get("cluster", "")))


def _number(text):
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0


PRESSES = {
    "reveal": reveal,
    "freeze": freeze,
    "thaw": thaw,
    "set_up": set_up,
    "open_dots": open_dots,
    "close_dots": close_dots,
    "open_group": open_group,
    "merge": merge,
    "paper_dots": paper_dots,
    "spotlight": spotlight,
    "split": split,
    "name": name,
    "show_again": show_again,
}


@require_http_methods(["GET", "HEAD", "POST"])
@leads_board
def write_paper(request, room, board):
    """Notes of those who write on paper in the room."""
    form = PaperNoteForm(request.POST or None, request.FILES or None, board=board)
    if form.is_valid():
        spot = "#board-part"
        try:
            spot = f"#note-{arranging.write_paper_note(by=request.user, **form.cleaned_data).pk}"
        except BoardError as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _("The note is on the board."))
        return redirect(way_to(board) + spot)
    context = {"room": room, "board": board, "form": form, "back": way_to(board)}
    return render(request, "workshops/boards/paper.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@leads_board
def hide(request, room, board, note):
    """Asks for the reason, then takes the note out of sight."""
    note = get_object_or_404(board.notes.shown().select_related("input__giver", "board"), pk=note)
    form = HideForm(request.POST or None)
    if form.is_valid():
        arranging.hide_note(note, by=request.user, **form.cleaned_data)
        return redirect(f"{way_to(board)}#column-{note.column_id}")
    back = f"{way_to(board)}#note-{note.pk}"
    context = {"title": _("Hide the note"), "note": note, "form": form, "back": back}
    return render(request, "workshops/boards/hide.html", context, status=422 if form.is_bound else 200)
