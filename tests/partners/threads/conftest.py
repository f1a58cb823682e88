import pytest

from partners.people.models import Person
from tests.factories import InputFactory, UserFactory
from tests.staff import COORDINATORS, staff


@pytest.fixture
def input(db):
    """An input that everyone reads, from a guest without an account."""
    return InputFactory(giver_name="Kari Eksempel", text="Legg senteret ved bussen.\nDa kommer flere.")


@pytest.fixture
def silje(db):
    return UserFactory(name="Silje Lunde", email="silje@example.no")


@pytest.fixture
def per(db):
    return UserFactory(name="Per Olav Vik", email="per@example.no")


@pytest.fixture
def coordinator(db):
    user = staff(COORDINATORS)
    user.name = "Amina Hassan"
    user.save()
    return user


def account_of(person):
    """The person's own account."""
    user = UserFactory(email=person.email)
    Person.objects.filter(pk=person.pk).update(user=user)
    return user
