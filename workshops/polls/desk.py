"""Polls for who leads: made, changed, opened, closed, counted by hand, and fetched as a file."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workshops.live.access import at_console
from workshops.live.actions import show_activity
from workshops.live.console import at_shown
from workshops.live.errors import RoomError
from workshops.polls import actions
from workshops.polls.errors import PollError
from workshops.polls.exports import WRITERS, export
from workshops.polls.forms import PaperForm, PollForm, PressForm, initial_of, paper_items
from workshops.polls.kinds import desk_context
from workshops.polls.live import POLLS
from workshops.polls.models import Poll
from workshops.polls.reading import polls_of
from workshops.polls.results import ON_PAPER

FORM = ["GET", "HEAD", "POST"]


@require_safe
@at_console
def poll_list(request, room):
    """All polls of the meeting, in their order."""
    context = {"room": room, "page": room.workshop, "polls": list(polls_of(room))}
    return render(request, "workshops/polls/list.html", context)


@require_http_methods(FORM)
@at_console
def poll_new(request, room):
    """First what kind it is, then what is asked."""
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    if kind not in Poll.Kind.values:
        context = {"room": room, "page": room.workshop, "kinds": Poll.Kind.choices}
        return render(request, "workshops/polls/kinds.html", context, status=_status(request))
    form = PollForm(request.POST or None, kind=kind)
    if form.is_valid():
        poll = actions.create_poll(room, kind=kind, by=request.user, **form.cleaned_data)
        messages.success(request, _("The poll is saved. Nobody sees it before you open it."))
        return redirect(poll.desk_url)
    context = {"room": room, "page": room.workshop, "form": form, "kind": Poll.Kind(kind)}
    return render(request, "workshops/polls/form.html", context, status=_status(request))


def _status(request):
    return 422 if request.method == "POST" else 200


@require_safe
@at_console
def poll_desk(request, room, pk):
    """One poll, with all that can be done with it now."""
    entrance = POLLS.entrance(room.pk)
    part = {"entrance": entrance} | desk_context(_poll(room, pk))
    return render(request, "workshops/polls/desk.html", {"room": room, "page": room.workshop, "part": part})


@require_safe
@at_console
def poll_desk_part(request, room, pk):
    return render(request, "workshops/polls/_desk_part.html", {"part": desk_context(_poll(room, pk))})


@require_http_methods(FORM)
@at_console
def poll_edit(request, room, pk):
    """Change what is asked, while nobody has voted."""
    poll = _poll(room, pk)
    if poll.is_closed or actions.has_votes(poll):
        messages.warning(request, actions.Fixed.message)
        return redirect(poll.desk_url)
    form = PollForm(request.POST or None, kind=poll.kind, initial=initial_of(poll))
    if form.is_valid():
        try:
            actions.edit_poll(poll, by=request.user, **form.cleaned_data)
        except PollError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("The poll is changed."))
            return redirect(poll.desk_url)
    context = {"room": room, "page": room.workshop, "form": form, "poll": poll, "kind": Poll.Kind(poll.kind)}
    return render(request, "workshops/polls/form.html", context, status=_status(request))


@require_POST
@at_console
def poll_lead(request, room, pk):
    """One press of a button: open, close, show to all, delete a draft, hide a word.

    Who leads comes to the console with a poll that is on the screen, else to the poll's own page.
    """
    poll, form = _poll(room, pk), PressForm(request.POST)
    if form.is_valid():
        try:
            _led(room, poll, by=request.user, **form.cleaned_data)
        except (PollError, RoomError) as refused:
            messages.warning(request, refused.message)
    if not polls_of(room).filter(pk=pk).exists():
        return redirect("poll_list", code=room.code)
    room.refresh_from_db(fields=["activity"])
    return redirect(at_shown(room) if room.activity_id == poll.pk else poll.desk_url)


def _led(room, poll, *, do, seen, word, by):
    """Raises PollError, and RoomError when somebody else led the meeting on in between."""
    if do in ON_WORDS:
        if word and poll.kind == Poll.Kind.WORDS:
            ON_WORDS[do](poll, word, by=by)
    elif do in STATES:
        STATES[do](poll, by=by)
    if do in ("open", "show") and room.activity_id != poll.pk:
        show_activity(room, poll.activity, by=by, seen=seen)


STATES = {"open": actions.open_poll, "close": actions.close_poll, "delete": actions.delete_poll}
ON_WORDS = {"hide_word": actions.hide_word, "show_word": actions.show_word}


@require_http_methods(FORM)
@at_console
def poll_paper(request, room, pk):
    """Votes of people in the room who have no phone: a number for each choice."""
    poll = _poll(room, pk)
    if poll.is_draft or poll.kind not in ON_PAPER:
        raise Http404
    counted = {f"n_{count.key}": count.number for count in poll.paper.all()}
    initial = counted | {"people": poll.paper_voters or None}
    form = PaperForm(request.POST or None, poll=poll, items=paper_items(poll), initial=initial)
    if form.is_valid():
        people = form.cleaned_data.get("people") or 0
        actions.count_paper(poll, numbers=form.numbers, people=people, by=request.user)
        messages.success(request, _("The votes on paper are counted."))
        return redirect(poll.desk_url)
    context = {"room": room, "page": room.workshop, "poll": poll, "form": form}
    return render(request, "workshops/polls/paper.html", context, status=_status(request))


@require_safe
@at_console
def poll_export(request, room, pk, file_format):
    """The results as a file, as soon as they may be seen."""
    poll = _poll(room, pk)
    if file_format not in WRITERS or not poll.shows_results:
        raise Http404
    return export(poll, file_format=file_format, by=request.user)


def _poll(room, pk):
    return get_object_or_404(polls_of(room), pk=pk)
