"""«Spill av» on the demo bar, with a server that starts the process that plays."""

import time
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from demo.context import ongoing_room
from demo.ongoing import CODE
from demo.visitor import TOKEN, Visitor
from tests.factories import WorkshopPageFactory, in_days
from tests.portal_process import PortalProcess
from tests.workshops.live.conftest import leader, room  # noqa: F401
from workshops.asking.models import AudienceQuestion, Upvote
from workshops.boards.models import Note
from workshops.live.actions import close_room, open_room, show_activity
from workshops.live.models import LiveRoom
from workshops.polls.actions import create_poll, open_poll
from workshops.polls.models import Poll

WAIT = 60


@pytest.fixture
def shown(room, leader):  # noqa: F811
    for kind in ("questions", "board"):
        room = show_activity(room, room.activities.get(kind=kind), by=leader, seen=room.step)
    open_poll(
        create_poll(
            room, kind=Poll.Kind.SINGLE, question="Når passer det?", choices=["Kveld", "Helg"], by=leader
        ),
        by=leader,
    )
    LiveRoom.objects.filter(pk=room.pk).update(code=CODE)
    return room


@pytest.fixture
def server(shown, tmp_path):
    server = PortalProcess(tmp_path, DEMO="1", CONN_MAX_AGE="0")
    yield server
    server.stop()


def press(server):
    """Press the button as a visitor on the room's page; returns what the page says then."""
    visitor = Visitor(server.url, CODE)
    page = visitor._ask(visitor.room)
    fields = {"next": visitor.room, "csrfmiddlewaretoken": TOKEN.search(page)[1]}
    return visitor._ask("/demo/spill/", fields)


def wait_for(fact):
    deadline = time.monotonic() + WAIT
    while not (found := fact()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def players(server):
    """The processes that play on this server now."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            told = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if b"simulate_meeting" in told and server.url.encode() in told:
            found.append(entry.name)
    return found


@pytest.mark.race
@pytest.mark.usefixtures("committed_db")
def test_press_fills_the_board_once_at_a_time_and_ends_with_the_server(shown, server):
    first = press(server)
    second = press(server)
    assert wait_for(lambda: Note.objects.count() >= 6 and AudienceQuestion.objects.exists())
    assert wait_for(lambda: Poll.objects.get().voted.exists() and Upvote.objects.exists())
    playing = players(server)
    server.kill()

    assert len(playing) == 1
    assert "kommer inn nå" in first
    assert "spilles allerede" in second
    assert wait_for(lambda: players(server) == [])
    assert shown.participants.count() > 1


@pytest.mark.django_db
def test_outside_the_demo_there_is_nothing_to_play(settings, room):  # noqa: F811
    settings.ROOT_URLCONF = "tests.portal.demo_urls"
    LiveRoom.objects.filter(pk=room.pk).update(code=CODE)

    assert Client().post("/demo/spill/").status_code == 404


@pytest.mark.django_db
def test_nothing_plays_when_no_meeting_goes_on_or_for_who_comes_from_elsewhere(settings, room):  # noqa: F811
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.portal.demo_urls"
    LiveRoom.objects.filter(pk=room.pk).update(code=CODE, closed_at=timezone.now())

    assert Client().post("/demo/spill/").status_code == 404
    assert Client(enforce_csrf_checks=True).post("/demo/spill/").status_code == 403
    assert Client().get("/demo/spill/").status_code == 405


@pytest.mark.django_db
def test_bar_follows_the_meeting_that_was_led_last(shown, leader):  # noqa: F811
    other = open_room(WorkshopPageFactory(start=in_days(0)), by=leader)
    assert ongoing_room() == shown

    show_activity(other, other.activities.get(kind="questions"), by=leader, seen=0)
    assert ongoing_room() == other

    close_room(other, by=leader)
    assert ongoing_room() == shown


@pytest.mark.django_db
def test_meeting_without_a_board_on_screen_says_so_instead_of_playing(settings, room, leader):  # noqa: F811
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.portal.demo_urls"
    show_activity(room, room.activities.get(kind="questions"), by=leader, seen=0)
    visitor = Client()

    visitor.post("/demo/spill/")

    assert "Vis tavla først" in visitor.get(room.get_absolute_url()).text
