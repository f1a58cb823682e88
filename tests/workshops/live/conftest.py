import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import UserFactory, WorkshopPageFactory
from tests.staff import COORDINATORS, staff
from workshops.live.actions import join_room, open_room
from workshops.live.models import Activity


def item(title, minutes, presenter=""):
    return {"title": title, "minutes": minutes, "presenter": presenter, "text": ""}


AGENDA = [
    (
        "part",
        {"title": "Del 1", "items": [item("Velkommen", 10, "Ordfører"), item("Konseptet", 20)]},
    ),
    ("part", {"title": "Del 2", "items": [item("Innspill", 30)]}),
]


@pytest.fixture
def leader(db):
    return staff(COORDINATORS)


@pytest.fixture
def room(db, leader):
    """The open room of a meeting that has just begun."""
    start = timezone.now()
    workshop = WorkshopPageFactory(start=start, end=start + timedelta(hours=2), agenda=AGENDA)
    return open_room(workshop, by=leader)


@pytest.fixture
def join(room):
    """Somebody who came by the code: `join("Fuglen", kind="business")`."""

    def somebody(name="", **fields):
        return join_room(room, client_id=uuid.uuid4(), name=name, **({"kind": "self"} | fields))

    return somebody


@pytest.fixture
def activity(room):
    """An activity of a kind that these tests register."""
    return Activity.objects.create(room=room, kind="test", title="Prøve", order=1)


@pytest.fixture
def other_leader(db):
    return UserFactory(email="medleder@example.no")
