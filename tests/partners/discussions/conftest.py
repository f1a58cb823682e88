import pytest

from tests.factories import (
    DiscussionFactory,
    GroupMemberFactory,
    PostFactory,
    UserFactory,
    WorkingGroupFactory,
)


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
    return GroupMemberFactory(group=group, place="observer", user__name="Olga Ser")


@pytest.fixture
def outsider(db):
    return UserFactory(name="Ute Stående")


@pytest.fixture
def discussion(member):
    return DiscussionFactory(group=member.group, title="Åpningstider", starter=member.user)


@pytest.fixture
def said(discussion, leader):
    """A post of the leader's."""
    return PostFactory(discussion=discussion, author=leader.user, text="Vi åpner klokka ti på lørdager.")
