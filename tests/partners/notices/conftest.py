from itertools import count

import pytest

from partners.notices.actions import notify
from partners.organisations.models import Organisation
from tests.factories import MembershipFactory, OrganisationFactory
from tests.partners.notices import clubs

numbers = count(1)


@pytest.fixture
def club(db):
    return OrganisationFactory(name="Sykkelklubben")


@pytest.fixture
def kari(club):
    return MembershipFactory(
        organisation=club, user__name="Kari Nordmann", user__email="kari@example.no"
    ).user


@pytest.fixture
def ola(club):
    return MembershipFactory(organisation=club, user__name="Ola Nordmann", user__email="ola@example.no").user


def post(club: Organisation, *users, kind=clubs.POST, title="Nytt", key=None, at=None, thread=""):
    """Let these accounts know of a post in a club, as its subject would."""
    return notify(
        users,
        kind=kind,
        about=f"club:{club.pk}",
        key=key or next(numbers),
        data={"club": club.pk, "title": title},
        group=f"{kind}:{thread or club.pk}",
        place=thread or f"club:{club.pk}",
        within=f"club:{club.pk}",
        at=at,
    )
