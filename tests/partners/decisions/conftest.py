from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import GroupMemberFactory, WorkingGroupFactory, make_decision
from tests.staff import COORDINATORS, staff


@pytest.fixture
def coordinator(db):
    return staff(COORDINATORS)


@pytest.fixture
def group(db):
    return WorkingGroupFactory(name="Verksted og reparasjon", slug="verksted")


@pytest.fixture
def leader(group):
    return GroupMemberFactory(group=group, place="leader", user__name="Silje Lunde")


@pytest.fixture
def member(group, leader):
    return GroupMemberFactory(group=group, user__name="Ola Medlem")


@pytest.fixture
def observer(group, leader):
    return GroupMemberFactory(group=group, place="observer", user__name="Oda Ser")


@pytest.fixture
def make(group, leader):
    """`make(kind="single", options=…)`: an open decision of the leader's."""

    def made(kind="consent", **values):
        return make_decision(group, kind=kind, by=leader.user, **values)

    return made


@pytest.fixture
def times():
    """Two proposed times as options."""
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=20)
    return [{"start": start + timedelta(days=n), "end": start + timedelta(days=n, hours=2)} for n in range(2)]
