"""A person's own proposals, as lists show them."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.organisations.rules import may_enter
from partners.proposals.checklist import missing_in
from partners.proposals.models import Proposal, Version, Visibility
from partners.proposals.reading import read
from partners.proposals.steps import FIRST

Status = Proposal.Status
COLORS = {
    Status.DRAFT: "info",
    Status.NEEDS_INFO: "warning",
    Status.ACCEPTED: "success",
    Status.DECLINED: "neutral",
    Status.WITHDRAWN: "neutral",
}


@dataclass(frozen=True)
class Entry:
    """A proposal in a list: what it is about, what waits, and where to go on."""

    proposal: Proposal
    title: str
    waits: str
    url: str
    color: str


def own_proposals(user, memberships):
    """What this person works with, newest first, with all that `entry` asks for."""
    organisations = [each.organisation_id for each in memberships if may_enter(each)]
    content = ["offers__role", "passages", "resources", "attachments"]
    drafts = Version.objects.filter(submitted_at=None).prefetch_related(*content)
    return (
        Proposal.objects.of(user, organisations)
        .for_list()
        .prefetch_related(
            Prefetch("versions", queryset=drafts, to_attr="being_written"),
            *(f"current__{name}" for name in content),
        )
        .order_by("-pk")
    )


def entry(proposal):
    """A row of the list; no query for one of `own_proposals`."""
    version = (proposal.being_written or [proposal.current])[0]
    goes_on = proposal.status == Status.DRAFT
    return Entry(
        proposal,
        title=read(version, Visibility.MUNICIPALITY).title,
        waits=_waits(proposal, version),
        url=FIRST.address(proposal) if goes_on else proposal.get_absolute_url(),
        color=COLORS.get(proposal.status, "info"),
    )


def _waits(proposal, version):
    """What the proposers can do now, in words, or nothing."""
    if proposal.status == Status.NEEDS_INFO:
        return _("The municipality has asked you something.")
    if not proposal.being_written or not proposal.can_be_written:
        return ""
    if missing := len(missing_in(version)):
        return ngettext(
            "%(n)s thing is missing before you can submit.",
            "%(n)s things are missing before you can submit.",
            missing,
        ) % {"n": missing}
    if proposal.status == Status.DRAFT:
        return _("Ready to be submitted.")
    return _("A new version is ready to be submitted.")
