"""Questions and speakers for who leads."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workshops.asking import chairing
from workshops.asking.forms import AnswerForm, ChairForm
from workshops.asking.hall import ASKING
from workshops.asking.kinds import KIND, desk_context, questions_desk
from workshops.asking.models import AudienceQuestion, Hand
from workshops.asking.reading import hidden_questions, shown_questions
from workshops.live.access import at_console
from workshops.live.errors import RoomError
from workshops.live.forms import HideForm

FORM = ["GET", "HEAD", "POST"]


def asked_in(room, pk):
    return get_object_or_404(room.activities.select_related("room"), pk=pk, kind=KIND)


def way_back(room, activity):
    """To where who leads came from: the console, or the page of the questions when something else is on."""
    if room.activity_id == activity.pk:
        return reverse("live_console", args=[room.code])
    return questions_desk(activity)


@require_safe
@at_console
def desk(request, room, pk):
    """All questions and raised hands on a page of their own."""
    activity = asked_in(room, pk)
    part = {"entrance": ASKING.entrance(activity.pk)} | desk_context(activity)
    context = {"room": room, "page": room.workshop, "activity": activity, "part": part}
    return render(request, "workshops/asking/desk.html", context)


@require_safe
@at_console
def desk_part(request, room, pk):
    return _part(request, asked_in(room, pk))


def _part(request, activity, notice=""):
    return render(request, "workshops/asking/_desk.html", {"part": desk_context(activity, notice)})


@require_POST
@at_console
def chair(request, room, pk):
    """One press: a question goes further, a hidden one is shown again, somebody gets the floor or had it."""
    activity, form, notice = asked_in(room, pk), ChairForm(request.POST), ""
    if form.is_valid():
        try:
            _chaired(activity, by=request.user, **form.cleaned_data)
        except RoomError as refused:
            notice = refused.message
    if request.htmx:
        return _part(request, activity, notice)
    if notice:
        messages.warning(request, notice)
    return redirect(way_back(room, activity))


def _chaired(activity, *, stage, question, call, lower, by):
    """Raises RoomError."""
    if call or lower:
        hand = get_object_or_404(Hand.objects.select_related("activity"), activity=activity, pk=call or lower)
        (chairing.call_on if call else chairing.let_down)(hand, by=by)
    elif question and stage:
        chairing.move_question(_shown(activity, question), stage, by=by)
    elif question:
        hidden = get_object_or_404(hidden_questions(activity).select_related("activity"), pk=question)
        chairing.show_question_again(hidden, by=by)


def _shown(activity, pk) -> AudienceQuestion:
    return get_object_or_404(shown_questions().filter(activity=activity), pk=pk)


@require_http_methods(FORM)
@at_console
def answer(request, room, pk, question):
    """Write down what was answered in the room."""
    activity = asked_in(room, pk)
    question = _shown(activity, question)
    form = AnswerForm(request.POST or None, initial={"text": question.answer})
    if form.is_valid() and _done(form, chairing.answer_question, question, by=request.user):
        messages.success(request, _("The answer stands with the question."))
        return redirect(way_back(room, activity))
    return _asked_for(request, "answer", room, activity, question, form)


@require_http_methods(FORM)
@at_console
def hide(request, room, pk, question):
    """Asks for the reason, then takes the question out of sight."""
    activity = asked_in(room, pk)
    question = _shown(activity, question)
    form = HideForm(request.POST or None)
    if form.is_valid() and _done(form, chairing.hide_question, question, by=request.user):
        return redirect(way_back(room, activity))
    return _asked_for(request, "hide", room, activity, question, form, title=_("Hide the question"))


def _done(form, action, question, *, by):
    """Whether the room still takes it; if not, the form says why."""
    try:
        action(question, by=by, **form.cleaned_data)
    except RoomError as refused:
        form.add_error(None, refused.message)
    return not form.errors


def _asked_for(request, name, room, activity, question, form, **more):
    context = {"room": room, "activity": activity, "question": question, "form": form} | more
    context["back"] = way_back(room, activity)
    status = 422 if form.is_bound else 200
    return render(request, f"workshops/asking/{name}.html", context, status=status)
