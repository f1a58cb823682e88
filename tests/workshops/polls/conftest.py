import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import RoleFactory, WorkshopPageFactory
from tests.staff import COORDINATORS, staff
from workshops.live.actions import join_room, open_room
from workshops.polls.actions import create_poll, open_poll
from workshops.polls.models import Poll

CHOICES = {
    "single": ["Sykler", "Klær"],
    "several": ["Sykler", "Klær", "Møbler"],
    "rating": ["Lett å komme til", "Godt utvalg"],
    "ranking": ["Pris", "Utvalg", "Service"],
}


@pytest.fixture
def leader(db):
    return staff(COORDINATORS)


@pytest.fixture
def room(db, leader):
    start = timezone.now()
    workshop = WorkshopPageFactory(start=start, end=start + timedelta(hours=2))
    return open_room(workshop, by=leader)


@pytest.fixture
def join(room):
    def somebody(name="", **fields):
        return join_room(room, client_id=uuid.uuid4(), name=name, kind="self", **fields)

    return somebody


@pytest.fixture
def poll(room, leader):
    """`poll("single")`: an open poll; `is_open=False` for a draft."""

    def make(kind="single", *, is_open=True, question="Hva trenger vi mest?", **settings):
        if kind == Poll.Kind.ROLES:
            RoleFactory(title="Sykkelverksted", slug="sykkelverksted")
            RoleFactory(title="Kafé", slug="kafe")
        made = create_poll(
            room, kind=kind, question=question, by=leader, choices=CHOICES.get(kind, ()), **settings
        )
        return open_poll(made, by=leader) if is_open else made

    return make


@pytest.fixture
def pks():
    """The primary keys of a poll's choices, in order."""
    return lambda poll: list(poll.choices.values_list("pk", flat=True))
