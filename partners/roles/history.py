"""What has happened to a role, as the coordinator reads it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField
from django.utils.formats import date_format
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from partners.roles.models import Role
from portal.text import plain_excerpt

SHOWN = 100


@dataclass(frozen=True)
class Step:
    at: datetime
    title: str
    by: str
    changes: list


def history_of(role):
    """The latest hundred steps, newest first; one query."""
    entries = ModelLogEntry.objects.for_instance(role).select_related("user").order_by("-timestamp", "-pk")
    return [
        Step(
            at=entry.timestamp,
            title=str(registry.get_formatter(entry).format_message(entry)),
            by=str(entry.user or ""),
            changes=[_change(name, *values) for name, values in entry.data.get("changes", {}).items()],
        )
        for entry in entries[:SHOWN]
    ]


def _change(name, before, after):
    """(name of the field, before, after) in words, long texts cut."""
    field = Role._meta.get_field(name)
    return field.verbose_name, _said(field, before), _said(field, after)


def _said(field, value):
    if value in (None, ""):
        return "–"
    if isinstance(field, DateTimeField):
        return date_format(datetime.fromisoformat(value), "SHORT_DATETIME_FORMAT")
    return plain_excerpt(dict(field.flatchoices).get(value, value), 120)
