"""What the front page shows of meetings."""

from django.utils import timezone

from home.visibility import visible_to_all
from portal.prepared import Given, Prepared
from workshops.meetings.box import box_of
from workshops.meetings.models import WorkshopPage

_next = Prepared(
    lambda: visible_to_all(
        WorkshopPage.objects.filter(locale=Given("locale")).not_cancelled().upcoming(Given("now"))
    ).select_related("state")[:1]
)


def next_meeting(request, page):
    """The next meeting that is held, or nothing when none is planned."""
    meeting = _next.first(locale=page.locale_id, now=timezone.now())
    if meeting is None:
        return None
    return "workshops/meetings/_front.html", {"box": box_of(request, meeting)}
