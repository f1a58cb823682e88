"""Where a meeting is in its life. Derived from times and facts, never set by hand."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workshops.meetings.seats import seats as count_seats


class Phase(models.TextChoices):
    ANNOUNCED = "announced", _("Sign-up opens later")
    OPEN = "open", _("Open for sign-up")
    FULL = "full", _("Full, with a waiting list")
    CLOSED = "closed", _("Sign-up has closed")
    LIVE = "live", _("Going on now")
    ENDED = "ended", _("Ended")
    SUMMARISED = "summarised", _("Summary published")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


def phase(workshop, now=None, *, seats=None):
    """The meeting's phase. Give `seats` when they are already counted; else it may cost one query."""
    facts, now = workshop.original, now or timezone.now()
    if facts.desk.cancelled_at:
        return Phase.CANCELLED
    if now >= facts.end:
        return Phase.SUMMARISED if workshop.summary else Phase.ENDED
    if now >= facts.start:
        return Phase.LIVE
    if facts.signup_opens and now < facts.signup_opens:
        return Phase.ANNOUNCED
    if now >= facts.signup_deadline:
        return Phase.CLOSED
    seats = count_seats(facts) if seats is None else seats
    return Phase.FULL if all(each.is_full for each in seats.values()) else Phase.OPEN
