"""Who may read what of a proposal, and who may write it.

A `Reader` is made once a request (`access.reader_of`): a person, their memberships, and what the municipality
has asked them to assess. The rules ask for no more queries.
"""

from dataclasses import dataclass, field

from partners.organisations.rules import is_partner, may_represent, may_submit
from partners.people.models import User
from partners.proposals.models import Proposal, Visibility
from partners.roles.rules import may_lead_roles


@dataclass(frozen=True)
class Reader:
    """Somebody who asks for proposals; `user` is None for the public."""

    user: User | None = None
    memberships: list = field(default_factory=list)
    # Keys of the proposals that they are asked to assess.
    assesses: frozenset = frozenset()

    @property
    def is_lead(self):
        return self.user is not None and may_lead_roles(self.user)

    @property
    def is_partner(self):
        """Reads what is for partners: acts for an organisation that the municipality has approved."""
        return self.user is not None and is_partner(self.user, self.memberships)

    def membership_of(self, proposal):
        mine = (each for each in self.memberships if each.organisation_id == proposal.organisation_id)
        return next(mine, None)


def is_proposer(reader, proposal):
    """Works with the proposal: a member of its organisation, or the volunteer whose own it is."""
    if reader.user is None:
        return False
    if proposal.organisation_id is None:
        return proposal.proposer_id == reader.user.pk
    membership = reader.membership_of(proposal)
    return membership is not None and membership.is_active


def may_write(reader, proposal):
    """May write on the draft, or on a new version until it is decided."""
    if not proposal.can_be_written or not is_proposer(reader, proposal):
        return False
    return proposal.organisation_id is None or may_represent(reader.membership_of(proposal))


def may_hand_in(reader, proposal):
    """May submit, and bind the organisation by it: once the municipality has approved it."""
    if not may_write(reader, proposal):
        return False
    return proposal.organisation_id is None or may_submit(reader.membership_of(proposal))


def may_withdraw(reader, proposal):
    """May take an open proposal back, whatever has become of the organisation since."""
    return proposal.is_open and is_proposer(reader, proposal)


def level_of(reader, proposal):
    """The `Visibility` up to which the reader may read it; None for what does not exist for them.

    Nobody but its proposers reads a draft: not the municipality either.
    """
    if is_proposer(reader, proposal):
        return Visibility.MUNICIPALITY
    if proposal.status == Proposal.Status.DRAFT or proposal.current_id is None:
        return None
    if reader.is_lead:
        return Visibility.MUNICIPALITY
    if proposal.pk in reader.assesses and proposal.status != Proposal.Status.WITHDRAWN:
        return Visibility.MUNICIPALITY
    if proposal.status not in Proposal.SHOWN:
        return None
    return Visibility.PARTNERS if reader.is_partner else Visibility.EVERYONE


def level_among_others(reader):
    """The level at which a reader sees proposals in general: in lists, the matrix, counts and files."""
    if reader.is_lead:
        return Visibility.MUNICIPALITY
    return Visibility.PARTNERS if reader.is_partner else Visibility.EVERYONE


def levels_within(level):
    """The values of visibility that a reader at `level` may read."""
    wider = {
        Visibility.MUNICIPALITY: list(Visibility),
        Visibility.PARTNERS: [Visibility.PARTNERS, Visibility.EVERYONE],
        Visibility.EVERYONE: [Visibility.EVERYONE],
    }
    return wider[level]


def may_read_passage(reader, proposal, passage):
    """May read one of its texts. A trade secret is the municipality's only."""
    level = level_of(reader, proposal)
    if level is None or (passage.is_secret and level != Visibility.MUNICIPALITY):
        return False
    return passage.visibility in levels_within(level)
