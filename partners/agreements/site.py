"""What agreements add to the workspace and to a proposal's page."""

from django.utils.translation import gettext_lazy as _

from partners.agreements.actions import latest_letter
from partners.agreements.rules import may_read
from partners.proposals.models import Proposal
from partners.proposals.sections import proposal_section
from partners.workspace import workspace_item

workspace_item(_("Agreements"), "agreement_list", icon="seal", order=40, group=_("The concept"))


@proposal_section(order=80)
def agreement(request, reader, proposal):
    """The letter of intent of an accepted proposal, to its two sides."""
    if proposal.status != Proposal.Status.ACCEPTED:
        return None
    letter = latest_letter(proposal)
    if letter is None:
        return None
    letter.proposal = proposal
    return ("partners/agreements/_section.html", {"letter": letter}) if may_read(reader, letter) else None
