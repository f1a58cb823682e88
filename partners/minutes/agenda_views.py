"""The agenda of a meeting, for those who write on it."""

from contextlib import contextmanager

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from partners.groups.access import not_there
from partners.minutes.access import at_meeting
from partners.minutes.agenda import add_item, change_item, fetch_open_topics, move_item, remove_item
from partners.minutes.approving import people_of
from partners.minutes.errors import MinutesError
from partners.minutes.forms import AgendaForm
from partners.minutes.models import AgendaItem
from partners.minutes.page import crumbs
from partners.minutes.rules import may_write, writes
from partners.workspace import workspace

FORM = ["GET", "HEAD", "POST"]
CLOSED = gettext_lazy("The agenda cannot be changed any more, or has no more room.")


@require_http_methods(FORM)
@at_meeting(may=may_write, sends=writes)
def item_new(request, meeting, member):
    """Put one more thing on the agenda."""
    return _form(request, meeting, title=_("New item"), write=lambda **fields: add_item(meeting, **fields))


@require_http_methods(FORM)
@at_meeting(may=may_write, sends=writes)
def item_change(request, meeting, member, item_pk):
    item = _item(meeting, item_pk)
    now = {"title": item.title, "text": item.text, "minutes": item.minutes, "who": item.who_id}
    return _form(
        request,
        meeting,
        title=_("Change the item"),
        write=lambda **fields: change_item(item, **fields),
        initial=now,
    )


def _form(request, meeting, *, title, write, initial=None):
    data = request.POST if request.method == "POST" else None
    form = AgendaForm(data, people=people_of(meeting.group), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            write(by=request.user, **form.cleaned_data)
        except (MinutesError, AgendaItem.DoesNotExist):
            form.add_error(None, CLOSED)
        else:
            return redirect(f"{meeting.get_absolute_url()}#saker")
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "form": form,
        "title": title,
        "breadcrumbs": crumbs(meeting.group, meeting, title),
    }
    return workspace(request, "partners/minutes/item.html", context, status=422 if data else 200)


@require_POST
@at_meeting(may=may_write, sends=writes)
def item_move(request, meeting, member, item_pk):
    """Up or down by one."""
    with _refusal_said(request):
        move_item(_item(meeting, item_pk), by=request.user, up=request.POST.get("way") == "up")
    return redirect(f"{meeting.get_absolute_url()}#sak-{item_pk}")


@require_POST
@at_meeting(may=may_write, sends=writes)
def item_remove(request, meeting, member, item_pk):
    item = meeting.agenda.filter(pk=item_pk).first()
    if item is None:
        back = f"{meeting.get_absolute_url()}#saker"
        return not_there(request, _("The item is not on the agenda any more."), back)
    with _refusal_said(request):
        item.meeting = meeting
        remove_item(item, by=request.user)
        messages.success(request, _("The item is removed from the agenda."))
    return redirect(f"{meeting.get_absolute_url()}#saker")


@require_POST
@at_meeting(may=may_write, sends=writes)
def fetch_open(request, meeting, member):
    """Put on it what is open in the group."""
    with _refusal_said(request):
        n = len(fetch_open_topics(meeting, by=request.user))
        if n:
            words = ngettext(
                "%(n)s open item is put on the agenda.", "%(n)s open items are put on the agenda.", n
            )
            messages.success(request, words % {"n": n})
        else:
            messages.info(request, _("Everything that is open is on the agenda already."))
    return redirect(f"{meeting.get_absolute_url()}#saker")


@contextmanager
def _refusal_said(request):
    """What was approved, cancelled or archived meanwhile is said on the page that comes next."""
    try:
        yield
    except MinutesError:
        messages.error(request, CLOSED)


def _item(meeting, pk):
    item = get_object_or_404(meeting.agenda.select_related("who"), pk=pk)
    item.meeting = meeting
    return item
