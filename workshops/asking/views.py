"""Asking and voting in a live room, and the parts of pages that follow it."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.ratelimit import allow
from workshops.asking import kinds
from workshops.asking.actions import ask, take_question_back, upvote
from workshops.asking.forms import AskForm, QuestionForm, UpvoteForm
from workshops.asking.hands import lower_hand, raise_hand
from workshops.asking.reading import hand_of, marked_for, questions_of
from workshops.asking.rules import is_own
from workshops.live.access import as_participant, at_room
from workshops.live.errors import RoomError
from workshops.live.own import keep_key, own_keys
from workshops.live.pace import is_hasty

MINUTE = timedelta(minutes=1)
QUESTIONS_A_MINUTE = 5
VOTES_A_MINUTE = 60
HANDS_A_MINUTE = 20


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
        elif question := _asked(form, activity, participant):
            messages.success(request, _("Your question is asked."))
            response = back_to(room, activity)
            keep_key(request, response, room, question.input.client_id)
            return response
    context = {"room": room, "page": room.workshop, "activity": activity, "form": form}
    return render(request, "workshops/asking/ask.html", context, status=status)


def _asked(form, activity, participant):
    """The question when it is asked; if not, the form says why."""
    try:
        return ask(activity, participant, language=get_language(), **form.cleaned_data)
    except RoomError as refused:
        form.add_error(None, refused.message)
        return None


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


@require_POST
@as_participant
def unask(request, room, participant, pk):
    """Take one's own question back."""
    activity, form = opened(room, pk), QuestionForm(request.POST)
    if form.is_valid():
        question = get_object_or_404(questions_of(activity), pk=form.cleaned_data["question"])
        own = own_keys(request, room)
        if not is_own(question, participant, own):
            raise Http404
        try:
            take_question_back(question, participant, own=own)
            messages.success(request, _("Your question is taken back."))
        except RoomError as refused:
            messages.warning(request, refused.message)
    return back_to(room, activity)


@require_POST
@as_participant
def hand(request, room, participant, pk):
    """Raise one's hand, or lower it."""
    activity = opened(room, pk)
    if not allow(f"live_hand:{participant.pk}", limit=HANDS_A_MINUTE, per=MINUTE):
        return render(request, "429.html", status=429)
    try:
        (lower_hand if "lower" in request.POST else raise_hand)(activity, participant)
    except RoomError as refused:
        messages.warning(request, refused.message)
        return HttpResponse(headers={"HX-Refresh": "true"}) if request.htmx else back_to(room, activity)
    if not request.htmx:
        return back_to(room, activity)
    context = {"room": room, "activity": activity, "hand": hand_of(activity, participant)}
    return render(request, "workshops/asking/_hand.html", context)


@require_safe
@as_participant
def questions(request, room, participant, pk):
    """The list as its participant sees it, for who missed too much of what was told."""
    context = kinds.list_context(request, opened(room, pk), participant)
    return render(request, "workshops/asking/_list.html", context)


@require_safe
@as_participant
def hands(request, room, participant, pk):
    """Who asks for the floor, and one's own hand, for who missed too much."""
    return render(request, "workshops/asking/_floor.html", kinds.hands_context(opened(room, pk), participant))


@require_safe
@at_room
def wall_questions(request, room, pk):
    context = kinds.screen_context(opened(room, pk), kinds.ON_THE_WALL)
    return render(request, "workshops/asking/_screen.html", context)
