import pytest
from django.test import Client

from partners.assessments.actions import assign_reviewer, declare_interest, open_proposal, score_proposal
from tests.factories import CriterionFactory, MembershipFactory, UserFactory, handed_in
from tests.staff import COORDINATORS, signed_in, staff


@pytest.fixture
def criterion(db):
    return CriterionFactory(name="Gjennomføring", weight=3)


@pytest.fixture
def desk(client, criterion):
    """The admin, with a coordinator signed in as `desk.user`; there is a criterion."""
    return signed_in(client, COORDINATORS)


@pytest.fixture
def lead(criterion):
    """A coordinator; there is a criterion."""
    return staff(COORDINATORS)


@pytest.fixture
def opened():
    """`opened(*roles, by=…)`: a proposal that is being assessed, with a member `opened.member`."""

    def make(*roles, by, **fields):
        proposal = open_proposal(handed_in(*roles, **fields), by=by)
        if proposal.organisation:
            make.member = MembershipFactory(organisation=proposal.organisation).user
        return proposal

    return make


@pytest.fixture
def at_work():
    """`at_work(user)`: a client with somebody signed in."""

    def sign_in(user):
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def assessed(criterion):
    """`assessed(proposal, by=…)`: the finished review of an expert, with 4 points."""

    def make(proposal, *, by, points=4, remark="Solid plan", reviewer=None):
        expert = reviewer or UserFactory()
        review = assign_reviewer(proposal, reviewer=expert, by=by)
        declare_interest(review, has_interest=False, by=expert)
        given = {criterion: (points, remark)}
        return score_proposal(review, points=given, remark="Bra", by=expert, is_finished=True)

    return make
