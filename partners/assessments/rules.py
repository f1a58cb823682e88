"""Who assesses and decides."""

from partners.assessments.models import Review
from partners.roles.rules import may_lead_roles


def may_decide(user):
    """The coordinator's right: assign reviewers, ask, clarify, prepare and publish decisions."""
    return may_lead_roles(user)


def may_score(user, review):
    """May give points and remarks: the reviewer, once they have said that they have no interest in it."""
    return review.reviewer_id == user.pk and review.may_score and review.proposal.is_open


def is_unbiased(user, proposal):
    """Has not declared an interest in this proposal: who has neither scores nor decides it. One query."""
    declared = Review.objects.filter(proposal=proposal, reviewer=user, interest=Review.Interest.CONFLICT)
    return not declared.exists()
