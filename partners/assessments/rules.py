"""Who assesses and decides."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from partners.assessments.models import Review
from partners.proposals.models import Proposal
from partners.roles.rules import may_lead_roles


def may_decide(user):
    """The coordinator's right: assign reviewers, ask, clarify, prepare and publish decisions."""
    return may_lead_roles(user)


def may_score(user, review):
    """May give points and remarks: the reviewer, once they have said that they have no interest in it."""
    return review.reviewer_id == user.pk and review.may_score and review.proposal.is_open


def has_address(user, email):
    """Has proved to read the mail of an address."""
    return EmailAddress.objects.filter(user=user, verified=True, email__iexact=email).exists()


def is_unbiased(user, proposal):
    """Has no interest that we know of: who has one neither scores nor decides. Two queries at most."""
    return not (belongs_to_proposers(user, proposal) or has_declared_interest(user, proposal))


def has_declared_interest(user, proposal):
    """Has said, of this proposal, that they have an interest in the outcome; said once it is never unsaid."""
    declared = Review.objects.filter(proposal=proposal, reviewer=user, interest=Review.Interest.CONFLICT)
    return declared.exists()


def belongs_to_proposers(user, proposal):
    """Is among those who propose: forvaltningsloven § 6, first paragraph, without anybody's judgement."""
    if proposal.organisation_id is None:
        return proposal.proposer_id == user.pk
    return proposal.organisation.memberships.active().filter(user=user).exists()


def proposals_close_to(user):
    """Those that somebody has an interest in, as `is_unbiased` knows it: for lists."""
    declared = Review.objects.filter(reviewer=user, interest=Review.Interest.CONFLICT)
    member = Q(organisation__memberships__user=user, organisation__memberships__state="active")
    own = Q(organisation=None, proposer=user)
    return Proposal.objects.filter(member | own | Q(pk__in=declared.values("proposal")))
