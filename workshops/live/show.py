"""The run of show against the clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

# From here on it is time to come to an end: a fifth of the time, two minutes at most.
SOON = timedelta(minutes=2)
# What an item, or the part that it is in, is called when participants give their input in it.
INPUT = ("innspill", "input")


@dataclass(frozen=True)
class Countdown:
    """How much time the current item has left, seen at `now`. Times are aware; less than none is overrun."""

    left: timedelta
    ends_at: datetime
    is_paused: bool
    soon: timedelta
    now: datetime

    @property
    def is_over(self):
        return self.left < timedelta(0)

    @property
    def is_soon(self):
        return not self.is_over and self.left <= self.soon

    @property
    def minutes(self):
        """Whole minutes: those left, where one that has begun counts, or those run over, one at least."""
        seconds = int(abs(self.left).total_seconds())
        return max(1, seconds // 60) if self.is_over else -(-seconds // 60)

    @property
    def seconds_left(self):
        return int(self.left.total_seconds())


def countdown(room, now=None):
    """The countdown of the room's current item, or None while there is none."""
    if room.item_id is None or room.item_started_at is None:
        return None
    now = now or timezone.now()
    allotted = timedelta(minutes=room.item.minutes, seconds=room.extra_seconds)
    used = (room.paused_at or now) - room.item_started_at - timedelta(seconds=room.paused_seconds)
    left = allotted - used
    return Countdown(
        left=left, ends_at=now + left, is_paused=room.is_paused, soon=min(SOON, allotted / 5), now=now
    )


def jump_in_words(before, after):
    """That the meeting went back or skipped items, and how that is undone; "" when it went on as planned."""
    steps = after.order - (before.order if before else 0)
    skipped = steps - 1
    if steps < 0:
        told = gettext("The meeting has gone back to “%(item)s”.") % {"item": after}
    elif skipped > 0:
        told = ngettext("%(n)s item was skipped.", "%(n)s items were skipped.", skipped) % {"n": skipped}
    else:
        return ""
    return " ".join([told, gettext("“Undo the last step” takes that back.")])


def next_item(room):
    """The item after the current one, the first one before any, None after the last."""
    items = room.items.order_by("order")
    if room.item_id is not None:
        items = items.filter(order__gt=room.item.order)
    return items.first()


def is_for_input(item):
    """Whether the item, or its part, is called something with input."""
    return any(word in f"{item.part} {item.title}".casefold() for word in INPUT)
