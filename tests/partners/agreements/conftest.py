from decimal import Decimal

import pytest

from partners.agreements.models import LetterTemplate
from partners.assessments.actions import open_proposal
from partners.assessments.deciding import prepare_decision, publish_decisions
from partners.people.models import User
from partners.proposals.models import Proposal
from tests.factories import (
    CriterionFactory,
    HomePageFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
    handed_in,
)


def accepted(*, by, amount="1.5", role=None, **fields):
    """A proposal that the municipality has accepted, with an owner in its organisation."""
    proposal = handed_in(role or RoleFactory(title="Reparasjon av sykler"), amount=Decimal("2"), **fields)
    if proposal.organisation:
        MembershipFactory(organisation=proposal.organisation, role="owner")
    open_proposal(proposal, by=by)
    amounts = {proposal.current.offers.get(): Decimal(amount)}
    decision = prepare_decision(
        proposal, outcome="accept", reason="God plan.", conditions="Fra mars.", amounts=amounts, by=by
    )
    publish_decisions([decision], by=by)
    return Proposal.objects.get(pk=proposal.pk)


def owner_of(proposal):
    return User.objects.get(memberships__organisation=proposal.organisation, memberships__role="owner")


@pytest.fixture
def lead():
    """Somebody who decides, where there are criteria, a site and a template."""
    HomePageFactory()
    CriterionFactory()
    LetterTemplate.load()
    return UserFactory(is_staff=True, name="Amina Hassan")
