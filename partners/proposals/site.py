"""What proposals add to the workspace's menu and to «My page»."""

from django.utils.translation import gettext_lazy as _

from partners.organisations.acting import standing_of
from partners.people.sections import my_section
from partners.proposals.lists import entry, own_proposals
from partners.proposals.models import Proposal
from partners.workspace import workspace_item

SHOWN = 5

workspace_item(_("Proposals"), "proposal_list", icon="lightbulb", order=24, group=_("The concept"))


@my_section(order=25)
def my_drafts(request, person):
    """The drafts one can go on with, newest first."""
    drafts = own_proposals(request.user, standing_of(request).memberships)
    entries = [entry(proposal) for proposal in drafts.filter(status=Proposal.Status.DRAFT)[:SHOWN]]
    return ("partners/proposals/_mine.html", {"entries": entries}) if entries else None
