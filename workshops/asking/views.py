"""Asking and voting in a live room, and the parts of pages that follow it."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.ratelimit import allow
from workshops.asking import kinds
from workshops.asking.actions import ask, upvote
from workshops.asking.forms import AskForm, UpvoteForm
from workshops.asking.reading import marked_for, questions_of
from workshops.live.access import as_participant, at_console, at_room
from workshops.live.errors import RoomError
from workshops.live.pace import is_hasty

MINUTE = timedelta(minutes=1)
QUESTIONS_A_MINUTE = 5
VOTES_A_MINUTE = 60


def opened(room, pk):
    """The activity of that number, when participants may look at it; else 404."""
    shown = room.activities.exclude(opened_at=None).select_related("room")
    return get_object_or_404(shown, pk=pk, kind=kinds.KIND)


def back_to(room, activity):
    """Where the questions stand for who follows the meeting, and for who looks around alone."""
    if room.activity_id == activity.pk:
        return redirect(room)
    return redirect(reverse("live_look", args=[room.code, activity.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@as_participant
def ask_question(request, room, participant, pk):
    """The form on a page of its own: where what could not be sent comes back with its text."""
    activity = opened(room, pk)
    form, status = AskForm(request.POST or None), 422 if request.method == "POST" else 200
    if form.is_valid():
        is_nobodys = form.cleaned_data["anonymous"] or not (participant.name or participant.organisation)
        pace = {"limit": QUESTIONS_A_MINUTE, "per": MINUTE, "is_anonymous": is_nobodys}
        if is_hasty(request, participant, "live_ask", **pace):
            form.add_error(None, _("You have asked much in a short time. Wait a minute, and send it again."))
            status = 429
        elif _asked(form, activity, participant):
            messages.success(request, _("Your question is asked."))
            return back_to(room, activity)
    context = {"room": room, "page": room.workshop, "activity": activity, "form": form}
    return render(request, "workshops/asking/ask.html", context, status=status)


def _asked(form, activity, participant):
    """Whether it is asked; if not, the form says why."""
    try:
        ask(activity, participant, language=get_language(), **form.cleaned_data)
    except RoomError as refused:
        form.add_error(None, refused.message)
        return False
    return True


@require_POST
@as_participant
def vote(request, room, participant, pk):
    """One press on a question."""
    activity, form = opened(room, pk), UpvoteForm(request.POST)
    if not form.is_valid():
        return back_to(room, activity)
    mine = marked_for(questions_of(activity), participant)
    question = get_object_or_404(mine, pk=form.cleaned_data["question"])
    if not allow(f"live_upvote:{participant.pk}", limit=VOTES_A_MINUTE, per=MINUTE):
        return render(request, "429.html", status=429)
    try:
        upvote(question, participant, up=form.cleaned_data["up"])
    except RoomError as refused:
        messages.warning(request, refused.message)
        return HttpResponse(headers={"HX-Refresh": "true"}) if request.htmx else back_to(room, activity)
    if not request.htmx:
        return back_to(room, activity)
    context = {"room": room, "question": mine.get(pk=question.pk), "may_ask": True}
    return render(request, "workshops/asking/_question.html", context)


@require_safe
@as_participant
def questions(request, room, participant, pk):
    """The list as its participant sees it, for who missed too much of what was told."""
    context = kinds.list_context(opened(room, pk), participant)
    return render(request, "workshops/asking/_list.html", context)


@require_safe
@at_room
def wall_questions(request, room, pk):
    context = kinds.screen_context(opened(room, pk), kinds.ON_THE_WALL)
    return render(request, "workshops/asking/_screen.html", context)


@require_safe
@at_console
def console_questions(request, room, pk):
    return render(request, "workshops/asking/_screen.html", kinds.screen_context(opened(room, pk)))
