"""The life of a proposal, step by step, for its proposers and the municipality."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partners.proposals.models import Proposal

Status = Proposal.Status


def timeline_of(proposal):
    """Every step, oldest first, as `components/timeline.html` shows them; one query."""
    told, versions = [], set()
    for step in proposal.steps.select_related("by", "version"):
        is_new = step.version_id not in versions and step.after != Status.DRAFT
        versions.add(step.version_id)
        told.append(
            {
                "time": date_format(timezone.localtime(step.at), "SHORT_DATETIME_FORMAT"),
                "title": _title(step, is_new_version=is_new),
                "text": _who(step),
                "state": "done",
            }
        )
    if told and proposal.can_be_written:
        told[-1]["state"] = "now"
    return told


def _title(step, *, is_new_version):
    if step.after == Status.DRAFT:
        return _("The draft was begun")
    if is_new_version and step.version:
        return _("Version %(number)s was submitted") % {"number": step.version.number}
    if step.before == Status.NEEDS_INFO and step.after == Status.IN_REVIEW:
        return _("Answered; being assessed again")
    return step.get_after_display()


def _who(step):
    """By name among proposers; who works for the municipality speaks for it."""
    if step.by is None:
        return ""
    return _("The municipality") if step.by.is_staff else step.by.name
