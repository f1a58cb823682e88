"""Who makes letters of intent, reads them, and confirms them."""

from partners.organisations.rules import may_submit
from partners.proposals.rules import is_proposer
from partners.roles.rules import may_lead_roles


def may_make_letters(user):
    """The coordinator's right: make letters of intent, and confirm them for the municipality."""
    return may_lead_roles(user)


def may_read(reader, letter):
    """The two sides of it, and nobody else."""
    return reader.is_lead or is_proposer(reader, letter.proposal)


def may_confirm_as_partner(reader, letter):
    """May bind the partner: an owner of an approved organisation, or the volunteer whose proposal it is."""
    proposal = letter.proposal
    if not is_proposer(reader, proposal):
        return False
    if proposal.organisation_id is None:
        return True
    membership = reader.membership_of(proposal)
    return may_submit(membership) and membership.is_owner
