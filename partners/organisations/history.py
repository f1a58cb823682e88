"""What has happened to an organisation, as the coordinator reads it."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from partners.people.models import User

SHOWN = 100


@dataclass(frozen=True)
class Step:
    at: datetime
    title: str
    by: str
    about: str
    reason: str


def history_of(organisation):
    """The latest hundred steps, newest first. Two queries; a person who is gone has no name."""
    entries = list(
        ModelLogEntry.objects.for_instance(organisation)
        .select_related("user")
        .order_by("-timestamp", "-pk")[:SHOWN]
    )
    people = User.objects.in_bulk({entry.data["user"] for entry in entries if "user" in entry.data})
    return [_step(entry, people) for entry in entries]


def _step(entry, people):
    about = people.get(entry.data.get("user"))
    return Step(
        at=entry.timestamp,
        title=str(registry.get_formatter(entry).format_message(entry)),
        by=str(entry.user or ""),
        about=str(about) if about and about != entry.user else "",
        reason=entry.data.get("reason", ""),
    )
