import pytest

from tests.factories import MembershipFactory, OrganisationFactory, ProposalFactory, RoleFactory


@pytest.fixture
def organisation(db):
    return OrganisationFactory(name="Nordre Sykkelverksted AS")


@pytest.fixture
def silje(organisation):
    return MembershipFactory(organisation=organisation, role="owner", user__name="Silje Lunde").user


@pytest.fixture
def ola(organisation):
    """Silje's colleague."""
    return MembershipFactory(organisation=organisation, user__name="Ola Kollega").user


@pytest.fixture
def role(db):
    return RoleFactory(title="Reparasjon av sykler", slug="sykler")


@pytest.fixture
def draft(organisation, silje):
    """Silje's empty draft."""
    return ProposalFactory(organisation=organisation, proposer=silje)
