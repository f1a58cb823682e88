"""The meetings of a group: the list, one meeting, calling, changing and cancelling it, and answering."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.decisions.access import at_decision
from partners.groups.access import at_group
from partners.minutes.access import at_meeting
from partners.minutes.actions import answer_meeting, call_meeting, cancel_meeting, change_meeting
from partners.minutes.calendar import meeting_file
from partners.minutes.errors import Changed, MayNot
from partners.minutes.forms import AnswerForm, ChangeMeetingForm, MeetingForm, WhereForm
from partners.minutes.from_poll import call_found_meeting
from partners.minutes.page import crumbs, meeting_context
from partners.minutes.rules import leads, may_call, may_change, sees_to
from partners.threads.forms import read_key
from partners.workspace import workspace

FORM = ["GET", "HEAD", "POST"]
WRITTEN = ("title", "start", "end", "place", "video_link")
SHOWN = 50
CALLED = gettext_lazy("The meeting is called. Everyone in the group gets a letter.")
CLOSED = gettext_lazy(
    "The meeting cannot be changed any more: it is cancelled, its minutes are approved, or the group is "
    "archived."
)


@require_safe
@at_group(enters=True)
def meeting_list(request, group, member):
    """What comes, and what has been, the latest first, a page at a time."""
    before = group.meetings.filter(pk=read_key(request.GET.get("before")) or 0).only("start").first()
    coming = [] if before else list(group.meetings.coming().defer("state")[:SHOWN])
    past = list(group.meetings.not_coming(before=before).defer("state")[: SHOWN + 1])
    context = {
        "group": group,
        "member": member,
        "coming": coming,
        "past": past[:SHOWN],
        "older_url": f"?before={past[SHOWN - 1].pk}" if len(past) > SHOWN else "",
        "newer_url": request.path if before else "",
        "may_call": may_call(member),
        "breadcrumbs": crumbs(group),
    }
    return workspace(request, "partners/minutes/list.html", context)


@require_http_methods(FORM)
@at_group(enters=True)
def meeting_new(request, group, member):
    """Call the group together."""
    let_in = leads(member) if request.method == "POST" else may_call(member)
    if not let_in:
        raise Http404
    form = MeetingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = call_meeting(group, by=request.user, **form.cleaned_data)
        except MayNot:
            form.add_error(None, _("The meeting cannot be called now."))
        else:
            messages.success(request, CALLED)
            return redirect(made)
    context = {"group": group, "form": form, "title": _("Call a meeting")}
    context["breadcrumbs"] = crumbs(group, title=context["title"])
    return workspace(request, "partners/minutes/form.html", context, status=_status(request))


@require_POST
@at_decision()
def meeting_of_poll(request, decision, member):
    """Call the meeting of the time that a poll has found; pressed twice it is the same meeting."""
    outcome = getattr(decision, "outcome", None)
    if outcome is None or not sees_to(member, outcome):
        raise Http404
    form = WhereForm(request.POST)
    if form.is_valid():
        try:
            made = call_found_meeting(decision, by=request.user, **form.cleaned_data)
        except MayNot:
            form.add_error(None, _("The meeting cannot be called now."))
        else:
            messages.success(request, CALLED)
            return redirect(made)
    context = {"group": decision.group, "decision": decision, "form": form, "title": _("Call a meeting")}
    context["breadcrumbs"] = crumbs(decision.group, title=context["title"])
    return workspace(request, "partners/minutes/form.html", context, status=422)


def _status(request):
    return 422 if request.method == "POST" else 200


@require_safe
@at_meeting()
def meeting_page(request, meeting, member):
    return workspace(request, "partners/minutes/meeting.html", meeting_context(request, meeting, member))


@require_http_methods(FORM)
@at_meeting(may=may_change, sends=leads)
def meeting_change(request, meeting, member):
    """Move it or say something else of it; everyone's calendar is corrected.

    Who comes second sees what it says now above what they typed, and sends that in again if it is to stand.
    """
    now = {name: getattr(meeting, name) for name in WRITTEN} | {"seen": meeting.sequence}
    form = ChangeMeetingForm(request.POST if request.method == "POST" else None, initial=now)
    context = {"group": meeting.group, "meeting": meeting, "form": form, "title": _("Change the meeting")}
    context["breadcrumbs"] = crumbs(meeting.group, meeting, context["title"])
    status = _status(request)
    if request.method == "POST" and form.is_valid():
        status = _change(request, meeting, form)
        if status == 302:
            return redirect(meeting)
    context["says_now"] = status == 409
    return workspace(request, "partners/minutes/form.html", context, status=status)


def _change(request, meeting, form):
    """The status of the answer; what is in the way stands in the form, and what it says now above it."""
    try:
        change_meeting(meeting, by=request.user, **form.cleaned_data)
    except MayNot:
        form.add_error(None, CLOSED)
        return 422
    except Changed:
        meeting.refresh_from_db(fields=[*WRITTEN, "sequence"])
        form.let_see(meeting.sequence)
        return 409
    messages.success(request, _("The meeting is changed. Everyone in the group gets a letter."))
    return 302


@require_http_methods(FORM)
@at_meeting(may=may_change, sends=leads)
def meeting_cancel(request, meeting, member):
    """Call it off, after a question."""
    if request.method == "POST":
        try:
            cancel_meeting(meeting, by=request.user)
        except MayNot:
            messages.error(request, CLOSED)
        else:
            messages.success(request, _("The meeting is cancelled. Everyone in the group gets a letter."))
        return redirect(meeting)
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "breadcrumbs": crumbs(meeting.group, meeting, _("Cancel the meeting")),
    }
    return workspace(request, "partners/minutes/cancel.html", context)


@require_POST
@at_meeting()
def meeting_answer(request, meeting, member):
    """Say whether one comes."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        answer_meeting(meeting, by=request.user, comes=form.cleaned_data["comes"])
    except MayNot:
        messages.error(request, _("The meeting can no longer be answered."))
    else:
        messages.success(request, _("Your answer is saved."))
    return redirect(meeting)


@require_safe
@at_meeting()
def meeting_calendar(request, meeting, member):
    """The calendar entry, to download."""
    data = meeting_file(meeting, "PUBLISH", user=request.user)
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response["Content-Disposition"] = f'attachment; filename="mote-{meeting.pk}.ics"'
    return response
