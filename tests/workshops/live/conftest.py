import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import QuestionFactory, UserFactory, WorkshopPageFactory
from tests.staff import COORDINATORS, staff
from workshops.boards.actions import write_note
from workshops.live.actions import join_room, open_room, show_activity
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


@pytest.fixture
def board(room, leader):
    """The board of the room, on the screen, with a column for each of two questions."""
    board = room.activities.get(kind="board").board
    board.columns.all().delete()
    for order, text in enumerate(["Hva må til?", "Hva kan du bidra med?"]):
        question = QuestionFactory(page=room.workshop, text=text)
        board.columns.create(question=question, title=text, order=order)
    show_activity(room, board.activity, by=leader, seen=room.step)
    board.activity.refresh_from_db()
    return board


@pytest.fixture
def column(board):
    return board.columns.first()


@pytest.fixture
def write(column, join):
    """A note on the board: `write("Bussen må stoppe", by=participant)`."""

    def note(text="Bussen må stoppe", *, by=None, **fields):
        options = {"client_id": uuid.uuid4(), "language": "nb"} | fields
        return write_note(
            options.pop("column", column), text=text, participant=by or join("Fuglen"), **options
        )

    return note


@pytest.fixture
def inside(client, room, board):
    """A client that came in by the code as «Fuglen»."""
    client.post(room.get_absolute_url(), {"name": "Fuglen", "kind": "self", "client_id": uuid.uuid4()})
    return client
