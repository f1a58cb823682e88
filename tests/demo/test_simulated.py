"""Simulated people in a live room, through a real server."""

import pytest
from django.core.management import CommandError, call_command

from tests.portal_process import PortalProcess
from tests.workshops.live.conftest import leader, room  # noqa: F401
from workshops.boards.models import Note
from workshops.live.actions import close_room, show_activity

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]


@pytest.fixture
def shown(room, leader):  # noqa: F811
    board = room.activities.get(kind="board")
    return show_activity(room, board, by=leader, seen=room.step)


def simulate(room, url="http://localhost:9", **options):  # noqa: F811
    call_command("simulate_meeting", code=room.code, url=url, **options)


def test_simulated_people_come_in_and_write_on_the_board(shown, tmp_path, settings):
    settings.DEMO = True
    server = PortalProcess(tmp_path)

    simulate(shown, server.url, people=3, minutes=0.03)

    server.stop()
    assert shown.participants.count() == 3
    assert Note.objects.count() >= 3


def test_nobody_is_simulated_outside_the_demo_in_a_closed_room_or_beyond_the_cap(shown, leader, settings):  # noqa: F811
    with pytest.raises(CommandError, match="demo is off"):
        simulate(shown)
    settings.DEMO = True
    with pytest.raises(CommandError, match="At most"):
        simulate(shown, people=201)
    close_room(shown, by=leader)
    with pytest.raises(CommandError, match="No open room"):
        simulate(shown)
    assert shown.participants.count() == 0
