"""What the front page and search show of meetings."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from home.visibility import visible_to_all
from portal.prepared import Given, Prepared
from workshops.meetings.box import box_of
from workshops.meetings.models import WorkshopPage

_next = Prepared(
    lambda: visible_to_all(
        WorkshopPage.objects.filter(locale=Given("locale"), start__gt=Given("now"))
        .not_cancelled()
        .order_by("start", "pk")
    ).select_related("state")[:1]
)


def next_meeting(request, page):
    """The next meeting that is held and has not begun, or nothing when none is planned."""
    meeting = _next.first(locale=page.locale_id, now=timezone.now())
    if meeting is None:
        return None
    return "workshops/meetings/_front.html", {"box": box_of(request, meeting)}


def search_notes(keys):
    """When each meeting is, and whether it is over or cancelled."""
    found, now = WorkshopPage.objects.filter(pk__in=keys), timezone.now()
    cancelled = set(found.cancelled().values_list("pk", flat=True))
    return {meeting.pk: _note(meeting, meeting.pk in cancelled, now) for meeting in found}


def _note(meeting, is_cancelled, now):
    when = date_format(timezone.localtime(meeting.start), "DATE_FORMAT")
    if is_cancelled:
        return f"{when} · {pgettext('meeting', 'Cancelled')}"
    return f"{when} · {_('Ended')}" if meeting.end <= now else when
