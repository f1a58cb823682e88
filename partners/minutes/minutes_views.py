"""The minutes of a meeting: written together, approved, corrected by notes."""

from base64 import b64encode
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.minutes.access import at_meeting
from partners.minutes.approving import approve_minutes, correct_minutes
from partners.minutes.errors import Changed, Frozen, MayNot, NotAnUpdate, TooLong
from partners.minutes.forms import ApproveForm, CorrectionForm, MinutesForm, UpdateForm
from partners.minutes.page import crumbs, marks_of, minutes_context
from partners.minutes.rules import leads, may_approve, may_correct, writes_below
from partners.minutes.writing import missed_since, write_text, write_update, written_in
from partners.threads.forms import read_key
from partners.workspace import workspace
from portal.ratelimit import allow

FORM = ["GET", "HEAD", "POST"]
# A page sends what is typed a few times a second, and what it wrote offline quickly one by one.
UPDATES = {"limit": 150, "per": timedelta(seconds=10)}
FROZEN = gettext_lazy(
    "The minutes were approved meanwhile, so this is not saved. Copy your text and write it as a note."
)
REASONS = {
    Frozen: (409, FROZEN),
    MayNot: (409, gettext_lazy("You cannot write here now. Copy your text if you want to keep it.")),
    NotAnUpdate: (
        422,
        gettext_lazy("This does not fit the minutes. Copy your text and open the page anew."),
    ),
    TooLong: (422, gettext_lazy("The minutes are as long as they can be. Shorten them, and save again.")),
}
REFUSED = tuple(REASONS)


@require_http_methods(FORM)
@at_meeting()
def minutes_page(request, meeting, member):
    """The minutes; saving them without a script merges what one has changed with what others have.

    A meeting that is cancelled has none, but who was writing gets their words back.
    """
    if meeting.is_cancelled and request.method != "POST":
        raise Http404
    form, status = None, 200
    if request.method == "POST":
        form, status = _saved(request, meeting)
        if form is None:
            messages.success(request, _("The minutes are saved."))
            return redirect(request.path)
    context = minutes_context(meeting, member, form=form)
    return workspace(request, "partners/minutes/minutes.html", context, status=status)


def _saved(request, meeting):
    """(None, 200), or the form with the reason and the status."""
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return form, 422
    fields = form.cleaned_data
    try:
        write_text(meeting, by=request.user, **fields)
    except REFUSED as reason:
        status, words = REASONS[type(reason)]
        form.add_error(None, words)
        return form, status
    return None, 200


@require_POST
@at_meeting()
def minutes_update(request, meeting, member):
    """Keep one change that the page's script has sent. A refusal says why, and whether to try again."""
    if not allow(f"minutes.update:{request.user.pk}", **UPDATES):
        return _refusal(429, _("That was too much at once. We try again."))
    form = UpdateForm(request.POST)
    if not form.is_valid():
        return _refusal(422, next(iter(form.errors.values()))[0])
    fields = form.cleaned_data
    try:
        number = write_update(
            meeting, by=request.user, client_id=fields["client_id"], content=fields["update"]
        )
    except REFUSED as reason:
        return _refusal(*REASONS[type(reason)])
    return JsonResponse({"number": number})


def _refusal(status, words):
    return JsonResponse({"said": str(words)}, status=status)


@require_safe
@at_meeting()
def minutes_missed(request, meeting, member):
    """What a page has missed since the number that it knows."""
    if meeting.is_approved or meeting.is_cancelled:
        return _refusal(409, FROZEN)
    missed = missed_since(meeting, read_key(request.GET.get("etter")) or 0)
    updates = [missed.state] if missed.state is not None else missed.updates
    return JsonResponse({"number": missed.number, "updates": [b64encode(each).decode() for each in updates]})


@require_safe
@at_meeting()
def marked_alone(request, meeting, member):
    """The decisions and tasks that are marked, fetched anew by a page that is open."""
    if meeting.is_approved:
        marks = list(meeting.marked_lines.select_related("owner", "decision__group"))
    else:
        marks = marks_of(meeting, str(written_in(meeting)))
    return render(request, "partners/minutes/_marks.html", {"meeting": meeting, "marks": marks})


@require_http_methods(FORM)
@at_meeting(may=may_approve, sends=leads)
def minutes_approve(request, meeting, member):
    """Approve what one has read, and say what goes on to the next meeting."""
    form = ApproveForm(request.POST if request.method == "POST" else None, items=list(meeting.agenda.all()))
    if request.method == "POST" and form.is_valid() and _approved(request, meeting, form):
        messages.success(request, _("The minutes are approved, and sent to everyone in the group."))
        return redirect("minutes", meeting.pk)
    text = str(written_in(meeting))
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "form": form,
        "seen": meeting.number,
        "text": text,
        "marks": marks_of(meeting, text),
        "breadcrumbs": crumbs(meeting.group, meeting, _("Approve the minutes")),
    }
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/minutes/approve.html", context, status=status)


def _approved(request, meeting, form):
    """Whether they are; if not, the form says why."""
    fields = form.cleaned_data
    try:
        approve_minutes(meeting, by=request.user, seen=fields["seen"], left_open=fields.get("left_open", []))
    except Changed:
        words = _("Somebody has written since you opened the page. Read the text below, and approve it.")
        form.add_error(None, words)
    except MayNot:
        form.add_error(None, _("The minutes cannot be approved now."))
    else:
        return True
    return False


@require_POST
@at_meeting(may=may_correct, sends=writes_below)
def minutes_correct(request, meeting, member):
    """Write a note below approved minutes."""
    form = CorrectionForm(request.POST)
    if form.is_valid():
        try:
            correct_minutes(meeting, by=request.user, **form.cleaned_data)
        except MayNot:
            form.add_error(None, _("You cannot write here now. Copy your text if you want to keep it."))
        else:
            messages.success(request, _("Your note stands below the minutes."))
            return redirect("minutes", meeting.pk)
    context = minutes_context(meeting, member, correction=form)
    return workspace(request, "partners/minutes/minutes.html", context, status=422)
