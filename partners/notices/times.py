"""When mail about notices may go, by Norwegian clocks, also in the nights when these are changed."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

EVERY_DAY = "0123456"


def latest_slot(now, *, hour, weekdays=EVERY_DAY):
    """The latest moment, not after `now`, at which a digest was due at this hour on one of these weekdays.

    An hour that is left out in spring is the one after it; of one that comes twice in autumn the first counts.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    today = now.astimezone(zone).date()
    for back in range(9):
        day = today - timedelta(days=back)
        moment = datetime.combine(day, time(hour), tzinfo=zone)
        if str(day.weekday()) in weekdays and moment.timestamp() <= now.timestamp():
            return moment
    raise ValueError(f"There is no weekday in {weekdays!r}.")


def is_quiet(now, *, quiet_from, quiet_to):
    """Whether `now` is within the quiet hours, which may pass midnight. Equal ends mean none."""
    hour = now.astimezone(ZoneInfo(settings.TIME_ZONE)).hour
    if quiet_from <= quiet_to:
        return quiet_from <= hour < quiet_to
    return hour >= quiet_from or hour < quiet_to
