"""What has happened to an organisation, as the coordinator reads it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from partners.organisations.moving import moved_models
from partners.people.models import User

SHOWN = 100
# Told by the entry of the one that was kept.
MERGED = "partners.organisation.merged"


@dataclass(frozen=True)
class Step:
    at: datetime
    title: str
    by: str
    about: str
    reason: str


def history_of(organisation):
    """The latest hundred steps, newest first, with those of what was merged into it. Three queries.

    A person who is gone has no name.
    """
    keys = [organisation.pk, *organisation.former.values_list("pk", flat=True)]
    entries = list(
        ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(organisation),
            object_id__in=[str(key) for key in keys],
        )
        .exclude(action=MERGED)
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
        reason=_merge_in_words(entry) if "former" in entry.data else entry.data.get("reason", ""),
    )


def _merge_in_words(entry):
    """Which one it was, and how much of it moved."""
    former, moved = entry.data["former"], entry.data["moved"]
    plurals = {model._meta.model_name: str(model._meta.verbose_name_plural) for model in moved_models()}
    counts = [f"{plurals.get(name, name)}: {len(rows)}" for name, rows in moved.items() if rows]
    return ". ".join([former["name"], *counts])
