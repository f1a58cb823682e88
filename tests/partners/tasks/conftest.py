"""A group with a leader, a member and an observer."""

import pytest

from tests.factories import GroupMemberFactory, WorkingGroupFactory


@pytest.fixture
def group(db):
    return WorkingGroupFactory(name="Verksted og reparasjon", slug="verksted")


@pytest.fixture
def leader(group):
    return GroupMemberFactory(group=group, place="leader", user__name="Silje Lunde").user


@pytest.fixture
def member(group, leader):
    return GroupMemberFactory(group=group, user__name="Ola Medlem").user


@pytest.fixture
def observer(group, leader):
    return GroupMemberFactory(group=group, place="observer", user__name="Oda Observatør").user
