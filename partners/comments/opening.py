"""When a page takes comments, and which phase of the work it is in."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from partners.comments.models import CommentPeriod
from partners.inputs.waiting import sees_first

BEFORE, OPEN, CLOSED = "before", "open", "closed"
PERIOD = ("id", "opens_at", "closes_at", "phase", "phase_en", "seen_first")


@dataclass(frozen=True)
class Opening:
    phase: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    # Whether others read what is said when the municipality has seen it, and not before.
    seen_first: bool = False

    @property
    def state(self):
        now = timezone.now()
        if self.opens_at and now < self.opens_at:
            return BEFORE
        return CLOSED if self.closes_at and now >= self.closes_at else OPEN

    @property
    def last_day(self):
        """The whole day that it closes after, in Norway; None when it closes in the middle of one."""
        closes = self.closes_at and self.closes_at.astimezone(ZoneInfo(settings.TIME_ZONE))
        return closes.date() - timedelta(days=1) if closes and closes.time() == time.min else None

    @property
    def is_open(self):
        return self.state == OPEN


def with_period(pages):
    """These pages, each with its period for `opening_on`. No query more."""
    period = CommentPeriod.objects.filter(translation_key=OuterRef("translation_key"))
    return pages.annotate(**{f"period_{name}": Subquery(period.values(name)) for name in PERIOD})


def opening_on(page):
    """As `opening_of`, of a page that was read `with_period`: no query."""
    found = {name: getattr(page, f"period_{name}") for name in PERIOD}
    return opening_by(CommentPeriod(**found) if found["id"] else None, page)


def opening_of(page):
    """What the municipality has set for the page and its translations, else its deadline. One query."""
    return opening_by(CommentPeriod.objects.filter(translation_key=page.translation_key).first(), page)


def opening_by(period, page):
    if period is None:
        return Opening(closes_at=end_of(page.input_deadline))
    return Opening(str(period), period.opens_at, period.closes_at, period.seen_first)


@sees_first
def is_seen_first(page):
    """Whether the municipality sees what is said about a page, on whichever translation, before others do."""
    return CommentPeriod.objects.filter(translation_key=page.translation_key, seen_first=True).exists()


def end_of(day):
    """The midnight after a day in Norway; None for no day."""
    return day and datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(settings.TIME_ZONE))
