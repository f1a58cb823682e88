"""Who introduces partners to each other, and who answers."""

from partners.proposals.rules import is_proposer
from partners.roles.rules import may_lead_roles


def may_introduce(user):
    """The coordinator's right: see what partners need and have to spare, and ask them to meet."""
    return may_lead_roles(user)


def side_of(reader, introduction):
    """`need` or `offer`: the side that the reader can answer for; None for who has no part in it."""
    if is_proposer(reader, introduction.need.version.proposal):
        return "need"
    if is_proposer(reader, introduction.offer.version.proposal):
        return "offer"
    return None
