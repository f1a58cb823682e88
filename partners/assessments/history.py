"""What has happened to a proposal, as those who decide read it: every step, and every letter."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from partners.assessments.letters import NAMES as ASSESSMENT_LETTERS
from partners.assessments.models import Review
from partners.people.models import User
from partners.proposals.letters import NAMES as PROPOSAL_LETTERS
from partners.proposals.letters import about
from partners.proposals.models import Proposal
from portal.mail.models import Letter

NAMES = PROPOSAL_LETTERS | ASSESSMENT_LETTERS
SHOWN = 200


@dataclass(frozen=True)
class Step:
    at: datetime
    title: str
    text: str = ""
    by: str = ""


def history_of(proposal):
    """The latest steps, newest first. Three queries; a person who is gone has no name."""
    entries = list(
        ModelLogEntry.objects.for_instance(proposal)
        .select_related("user")
        .order_by("-timestamp", "-pk")[:SHOWN]
    )
    people = User.objects.in_bulk({entry.data["user"] for entry in entries if entry.data.get("user")})
    letters = Letter.objects.filter(about=about(proposal)).order_by("-created_at", "-pk")[:SHOWN]
    steps = [_logged(entry, people) for entry in entries] + [_letter(letter) for letter in letters]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _logged(entry, people):
    return Step(
        at=entry.timestamp,
        title=str(registry.get_formatter(entry).format_message(entry)),
        text=_details(entry.data, people),
        by=str(entry.user or ""),
    )


def _details(data, people):
    """What the entry tells besides its action."""
    told = [str(people.get(data.get("user")) or "")]
    if "version" in data:
        told.append(_("Version %(number)s") % {"number": data["version"]})
    for key, labels in (("status", Proposal.Status), ("interest", Review.Interest)):
        if isinstance(data.get(key), list):
            told.append(" → ".join(str(labels(value).label) for value in data[key]))
    return ", ".join(filter(None, told))


def _letter(letter):
    return Step(
        at=letter.sent_at or letter.created_at,
        title=_("E-mail: %(kind)s") % {"kind": NAMES.get(letter.kind, letter.kind)},
        text=f"{letter.to}: {letter.get_state_display()}",
    )
