import uuid

import pytest

from partners.minutes.replica import Replica
from partners.minutes.writing import write_text, written_in
from tests.factories import GroupMeetingFactory, GroupMemberFactory, UserFactory, WorkingGroupFactory


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
def meeting(member):
    return GroupMeetingFactory(group=member.group, title="Gruppemøte i mars")


@pytest.fixture
def text_of():
    """`text_of(meeting)`: what its minutes say as they are being written."""

    def read(meeting):
        meeting.refresh_from_db()
        return str(written_in(meeting))

    return read


@pytest.fixture
def write():
    """`write(meeting, by, text)`: save the minutes as the plain form does, with what stands there as base."""

    def save(meeting, by, text):
        meeting.refresh_from_db()
        base = written_in(meeting).state
        number = write_text(meeting, by=by, client_id=uuid.uuid4(), base=base, text=text)
        meeting.refresh_from_db()
        return number

    return save


@pytest.fixture
def typed():
    """`typed(text)`: an update that writes it, by a copy of its own."""
    return lambda text: Replica().rewritten(text)
