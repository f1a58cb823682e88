"""A board for those who take part: writing, changing and taking back notes, and giving dots."""

import json
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from home.sections import Section
from portal.prepared import Given, Prepared
from workshops.boards.actions import (
    change_note,
    give_dot,
    take_dot_back,
    take_note_back,
    write_note,
)
from workshops.boards.arranging import move_note, stack_notes
from workshops.boards.errors import BoardError, NoRound
from workshops.boards.forms import GONE, ArrangeForm, ChangeNoteForm, DotForm, NoteForm
from workshops.boards.live import BOARD, as_everyone_sees
from workshops.boards.models import Board, Note
from workshops.boards.parts import show_board
from workshops.boards.rules import is_own, may_arrange
from workshops.live.access import as_participant, room_by
from workshops.live.codes import read_code
from workshops.live.own import keep_key, own_keys
from workshops.live.pace import is_hasty
from workshops.live.views import show_room

TOO_FAST = gettext_lazy(
    "You write faster than the others can read. Wait a moment and press the button again."
)
# One person, all of their notes and dots.
PACE = {"limit": 12, "per": timedelta(seconds=30)}


# The meeting's page is long, and most who write do not come back to it.
_board = Prepared(
    lambda: Board.objects.filter(pk=Given("pk"), activity__room__code=Given("code")).select_related(
        "activity__room"
    )
)


def room_of_board(code, pk, **_):
    """The room of the code, with its `asked_board`; None there when it has no such board."""
    board = _board.first(pk=pk, code=read_code(code))
    room = board.activity.room if board else room_by(code)
    if room:
        room.asked_board = board
    return room


def at_board(view):
    """Give the view the `board` of the address, in the room that the participant is in."""

    def gated(request, room, participant, pk, **arguments):
        board = room.asked_board
        if board is None or board.activity.opened_at is None:
            raise Http404
        return view(request, room=room, participant=participant, board=board, **arguments)

    return as_participant(gated, find=room_of_board)


def way_back(room, board):
    """To where the board is seen: with all the others, or on one's own."""
    return room.get_absolute_url() if room.activity_id == board.pk else look_at(room, board)


def spot_of(request):
    """What on the board a press was about, to come back there; the whole board when that is gone."""
    for name in ("note", "cluster"):
        key = request.POST.get(name, "")
        if key.isascii() and key.isdecimal() and request.POST.get("do") != "split":
            return f"#{name}-{key}"
    return "#board-part"


def look_at(room, board):
    return reverse("live_look", args=[room.code, board.pk])


def wants_json(request):
    return request.headers.get("Accept", "") == "application/json"


@require_safe
@at_board
def board_alone(request, room, participant, board):
    """The board as a part of the page, when so much changed that it is fetched anew."""
    return inner(request, board, participant)


def inner(request, board, participant, notice=""):
    _template, context = show_board(request, board.activity, participant)
    return render(request, "workshops/boards/_show_inner.html", {"part": context | {"notice": notice}})


@require_POST
@at_board
def write(request, room, participant, board):
    """A new note. The page's script sends it until it is told that it has come; twice is harmless."""
    form = NoteForm(request.POST, board=board)
    if not form.is_valid():
        return refused(request, room, participant, board, form, status=422)
    is_anonymous = form.cleaned_data["is_anonymous"]
    if is_hasty(request, participant, "board", is_anonymous=is_anonymous, **PACE):
        form.add_error(None, TOO_FAST)
        return refused(request, room, participant, board, form, status=429)
    try:
        note = write_note(participant=participant, language=get_language(), **form.cleaned_data)
    except BoardError as error:
        form.add_error(None, error.message)
        return refused(request, room, participant, board, form, status=409)
    if wants_json(request):
        response = HttpResponse(as_json(note), content_type="application/json")
    else:
        messages.success(request, _("Your note is on the board."))
        response = redirect(f"{way_back(room, board)}#note-{note.pk}")
    if is_anonymous:
        keep_key(request, response, room, form.cleaned_data["client_id"])
    return response


def as_json(note):
    """The note for the page's script to put in: what all are told of it, or would be."""
    return note.told.get(get_language()) or json.dumps(as_everyone_sees(note))


def refused(request, room, participant, board, form, *, status):
    """Why it is not taken, with everything that was written."""
    if wants_json(request):
        errors = [message for messages in form.errors.values() for message in messages]
        return JsonResponse({"errors": errors}, status=status)
    entrance = BOARD.entrance(board.pk)
    part = Section(*show_board(request, board.activity, participant, entrance, form))
    own_way = None if room.activity_id == board.pk else board.activity
    return show_room(request, room, participant, own_way, part=part, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def change(request, room, participant, pk):
    """One's own note: written anew, or taken back."""
    note = own_note(request, room, participant, pk)
    own = own_keys(request, room)
    form = ChangeNoteForm(request.POST or None, initial={"text": note.input.text})
    status = 422 if form.is_bound else 200
    back = f"{way_back(room, note.board)}#note-{note.pk}"
    if "take_back" in request.POST or form.is_valid():
        try:
            if "take_back" in request.POST:
                take_note_back(note, participant=participant, own=own)
            else:
                change_note(note, participant=participant, own=own, **form.cleaned_data)
        except BoardError as error:
            form.add_error(None, error.message)
            status = 409
        else:
            return redirect(back)
    context = {"room": room, "note": note, "form": form, "back": back}
    return render(request, "workshops/boards/change.html", context, status=status)


def own_note(request, room, participant, pk):
    """The note, for its giver; to others there is no such page."""
    notes = Note.objects.shown().select_related("input", "board__activity")
    note = get_object_or_404(notes, pk=pk, board__activity__room=room)
    if not is_own(note, participant, own_keys(request, room)):
        raise Http404
    return note


@require_POST
@at_board
def dot(request, room, participant, board):
    """Give a dot, or take one back."""
    form = DotForm(request.POST, board=board)
    notice = "" if form.is_valid() else GONE
    if form.is_valid():
        try:
            put_dot(board, participant, **form.cleaned_data)
        except BoardError as error:
            notice = error.message
    if request.htmx:
        return inner(request, board, participant, notice)
    if notice:
        messages.warning(request, notice)
    return redirect(way_back(room, board) + spot_of(request))


def put_dot(board, participant, *, do, client_id, **place):
    """Raises BoardError."""
    round = board.rounds.filter(closed_at=None).first()
    if round is None:
        raise NoRound
    if do == "take":
        take_dot_back(round, participant=participant, **place)
    else:
        give_dot(round, participant=participant, client_id=client_id, **place)


@require_http_methods(["GET", "HEAD", "POST"])
@at_board
def arrange(request, room, participant, board):
    """A participant moves a note, where the facilitator lets all do so."""
    if not may_arrange(request.user, board, room):
        raise Http404
    back = way_back(room, board)
    if request.method != "POST":
        return ask_where(request, board, back)
    notice = arranged(request, board)
    if request.htmx:
        return inner(request, board, participant, notice)
    return answered(request, notice) or redirect(back + spot_of(request))


def ask_where(request, board, back):
    """Every place that a note can be moved to, for who does not drag it."""
    form = ArrangeForm({"note": request.GET.get("note")}, board=board)
    form.full_clean()
    if (note := form.cleaned_data.get("note")) is None:
        raise Http404
    context = {
        "room": board.activity.room,
        "board": board,
        "note": note,
        "places": places_on(board, note),
        "back": back,
        "action": request.path,
    }
    return render(request, "workshops/boards/move.html", context)


def places_on(board, note):
    """Where the note can go, column by column: its clusters, and its other notes. Three queries."""
    others = board.notes.shown().select_related("input").exclude(pk=note.pk).in_order()
    notes = {}
    for other in others:
        notes.setdefault(other.column_id, []).append(other)
    return [
        {"column": column, "clusters": column.clusters.all(), "notes": notes.get(column.pk, [])}
        for column in board.columns.prefetch_related("clusters")
    ]


def arranged(request, board):
    """Move a note as the form says. Returns what is wrong, or nothing."""
    form = ArrangeForm(request.POST, board=board)
    if form.is_valid():
        try:
            put(form.cleaned_data, by=request.user if request.user.is_authenticated else None)
        except BoardError as error:
            return error.message
        return ""
    return next(message for messages in form.errors.values() for message in messages)


def answered(request, notice):
    """What the page's script is told of a move; for others what is wrong stands on the page they come to."""
    if wants_json(request):
        return JsonResponse({"errors": [notice]} if notice else {}, status=422 if notice else 200)
    if notice:
        messages.warning(request, notice)
    return None


def put(given, *, by):
    note, before = given["note"], given.get("before")
    kind, thing = given["to"] or (None, None)
    if kind == "onto":
        stack_notes(note, thing, by=by)
    elif kind == "cluster":
        move_note(note, column=thing.column, cluster=thing, before=before, by=by)
    elif kind == "column":
        move_note(note, column=thing, before=before, by=by)
    else:
        step(note, given["step"], by=by)


def step(note, direction, *, by):
    """One place up or down in the list that the note is in."""
    siblings = note.board.notes.shown().filter(column=note.column, cluster=note.cluster).in_order()
    others = [each for each in siblings if each.pk != note.pk]
    place = [each.pk for each in siblings].index(note.pk) + (-1 if direction == "up" else 1)
    before = others[place] if 0 <= place < len(others) else None
    if place >= 0:
        move_note(note, column=note.column, cluster=note.cluster, before=before, by=by)
