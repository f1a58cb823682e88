"""A group with a leader, a member and an observer."""

import uuid

import pytest

from partners.documents.actions import add_document
from partners.documents.examining import examine
from tests.factories import GroupMemberFactory, WorkingGroupFactory
from tests.uploads import PDF, upload


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


@pytest.fixture
def make(group, member):
    """`make("plan.pdf", content)`: a document of the member's, examined by a worker."""

    def add(name="plan.pdf", content=PDF, *, by=member, **fields):
        document = add_document(group, upload=upload(name, content), by=by, client_id=uuid.uuid4(), **fields)
        examine.func(document.versions.get().pk)
        document.refresh_from_db()
        return document

    return add
