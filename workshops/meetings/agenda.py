"""The agenda against the clock."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone


@dataclass(frozen=True)
class Overrun:
    """The first item that doesn't fit, and how many minutes it runs over."""

    title: str
    minutes: int


@dataclass(frozen=True)
class Item:
    title: str
    minutes: int
    presenter: str
    text: str
    starts_at: object
    ends_at: object


@dataclass(frozen=True)
class Part:
    title: str
    items: list[Item] = field(default_factory=list)


def timed_parts(agenda, start):
    """The agenda's parts with the local clock time of each item, counted from `start`."""
    clock = start
    parts = []
    for block in agenda:
        items = []
        for item in block.value["items"]:
            ends = clock + timedelta(minutes=item["minutes"] or 0)
            items.append(
                Item(
                    item["title"],
                    item["minutes"],
                    item.get("presenter", ""),
                    item.get("text", ""),
                    timezone.localtime(clock).time(),
                    timezone.localtime(ends).time(),
                )
            )
            clock = ends
        parts.append(Part(block.value["title"], items))
    return parts


def first_overrun(agenda, start, end):
    """The item with which the agenda passes the end of the meeting, or None."""
    left = (end - start) / timedelta(minutes=1)
    for block in agenda:
        for item in block.value["items"]:
            left -= item["minutes"] or 0
            if left < 0:
                return Overrun(item["title"], round(-left))
    return None
