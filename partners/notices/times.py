"""When mail about notices may go, by Norwegian clocks, also in the nights when these are changed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

EVERY_DAY = "0123456"


def latest_slot(now, *, hour, weekdays=EVERY_DAY):
    """The latest moment, not after `now`, at which a digest was due at this hour on one of these weekdays.

    An hour left out in spring is the one after it; of one that comes twice in autumn the first counts.
    """
    today = _local(now).date()
    for back in range(9):
        day = today - timedelta(days=back)
        moment = _moment(day, hour)
        if str(day.weekday()) in weekdays and moment <= now:
            return moment
    raise ValueError(f"There is no weekday in {weekdays!r}.")


def quiet_until(now, *, quiet_from, quiet_to):
    """When the quiet hours that `now` is in end; None when it is in none."""
    if not is_quiet(now, quiet_from=quiet_from, quiet_to=quiet_to):
        return None
    today = _local(now).date()
    ends = [_moment(today + timedelta(days=n), quiet_to) for n in range(2)]
    return next(end for end in ends if end > now)


def is_quiet(now, *, quiet_from, quiet_to):
    """Whether `now` is within the quiet hours, which may pass midnight. Equal ends mean none."""
    hour = _local(now).hour
    if quiet_from <= quiet_to:
        return quiet_from <= hour < quiet_to
    return hour >= quiet_from or hour < quiet_to


def _local(now):
    return now.astimezone(ZoneInfo(settings.TIME_ZONE))


def _moment(day, hour):
    """In UTC: moments of the hours around a change of the clock do not compare in their own zone."""
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)
