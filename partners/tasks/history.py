"""What has happened to a task, as those in its group read it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from partners.tasks.models import Task

SHOWN = 50


@dataclass(frozen=True)
class Step:
    at: datetime
    title: str
    by: str


def history_of(task):
    """The latest fifty steps, newest first, without where it has stood on the board; one query."""
    entries = ModelLogEntry.objects.for_instance(task).exclude(action="partners.task.place")
    entries = entries.select_related("user").order_by("-timestamp", "-pk")
    return [
        Step(at=entry.timestamp, title=_words(entry), by=entry.user.name if entry.user else "")
        for entry in entries[:SHOWN]
    ]


def _words(entry):
    if "state" in entry.data:
        return _("Moved on to: %(state)s") % {"state": Task.State(entry.data["state"][1]).label}
    if changed := entry.data.get("changes"):
        names = [str(Task._meta.get_field(name).verbose_name) for name in changed]
        return _("Changed: %(what)s") % {"what": ", ".join(names)}
    return str(registry.get_formatter(entry).format_message(entry))
