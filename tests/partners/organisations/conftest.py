import pytest
from allauth.account.models import EmailAddress

from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.registers import running_register
from tests.staff import COORDINATORS, staff


@pytest.fixture
def coordinator(db):
    return staff(COORDINATORS)


@pytest.fixture
def organisation(db):
    return OrganisationFactory(name="Nordre Sykkelverksted AS", kind="business", number="310000043")


@pytest.fixture
def owner(organisation):
    """The membership of the only owner."""
    return MembershipFactory(organisation=organisation, role="owner", user__name="Silje Lunde")


@pytest.fixture
def member(organisation):
    return MembershipFactory(organisation=organisation, user__name="Ola Medlem")


@pytest.fixture
def make_user(db):
    """`make_user("kari@example.no")`: somebody whose address is verified."""

    def make(email, *, verified=True, name="Kari Eksempel"):
        user = UserFactory(email=email, name=name)
        EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
        return user

    return make


@pytest.fixture
def register(settings):
    """A register on this machine that the portal asks."""
    with running_register() as running:
        settings.REGISTER_URL = running.url
        settings.REGISTER_TIMEOUT = (0.5, 0.5)
        yield running
