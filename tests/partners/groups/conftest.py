import pytest
from allauth.account.models import EmailAddress

from tests.factories import GroupMemberFactory, UserFactory, WorkingGroupFactory
from tests.staff import COORDINATORS, staff


@pytest.fixture
def coordinator(db):
    return staff(COORDINATORS)


@pytest.fixture
def group(db):
    return WorkingGroupFactory(name="Verksted og reparasjon", slug="verksted")


@pytest.fixture
def leader(group):
    """The place of the only leader."""
    return GroupMemberFactory(group=group, place="leader", user__name="Silje Lunde")


@pytest.fixture
def member(group, leader):
    return GroupMemberFactory(group=group, user__name="Ola Medlem")


@pytest.fixture
def make_user(db):
    """`make_user("kari@example.no")`: somebody whose address is verified."""

    def make(email="kari@example.no", *, verified=True, name="Kari Eksempel"):
        user = UserFactory(email=email, name=name)
        EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
        return user

    return make


@pytest.fixture
def user(make_user):
    return make_user()
