import uuid

import pytest

from tests.workshops.live.conftest import join, leader, room  # noqa: F401
from workshops.asking.actions import ask
from workshops.live.actions import show_activity
from workshops.live.models import Activity


@pytest.fixture
def activity(room, leader):  # noqa: F811
    """The place for questions that each meeting has, on the screen."""
    made = Activity.objects.get(room=room, kind="questions")
    show_activity(room, made, by=leader, seen=room.step)
    made.refresh_from_db()
    room.refresh_from_db()
    return made


@pytest.fixture
def asked(activity):
    """`asked(participant, "Når åpner det?")`: the question that they ask."""

    def question(participant, text="Når åpner det?", **fields):
        given = {"anonymous": False, "client_id": uuid.uuid4(), "language": "nb"} | fields
        return ask(activity, participant, text=text, **given)

    return question
