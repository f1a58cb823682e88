"""The demo's meeting that goes on right now."""

import pytest
from django.test import Client
from django.utils import timezone

from demo.load import load
from demo.ongoing import CODE
from demo.personas import PERSONAS
from workshops.boards.reading import board_of, picture_of
from workshops.live.codes import ALPHABET, LENGTH
from workshops.live.models import LiveRoom
from workshops.live.show import countdown

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(settings):
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.portal.demo_urls"
    load()
    return LiveRoom.objects.get(code=CODE)


def test_meeting_goes_on_now_with_a_board_half_full(room):
    picture = picture_of(board_of(room.activity))

    piles = [pile for column in picture.columns for pile in (column, *column.clusters)]
    notes = [note for pile in piles for note in pile.notes]
    assert room.workshop.start < timezone.now() < room.workshop.end
    assert countdown(room).seconds_left > 0
    assert (len(notes), sum(len(column.clusters) for column in picture.columns)) == (26, 2)
    assert sum(note.dots_given for note in notes) == 33
    assert {note.is_paper for note in notes} == {True, False}
    assert len(set(room.participants.values_list("kind", flat=True))) == 4


def test_code_is_one_that_people_can_type():
    assert (len(CODE), set(CODE) - set(ALPHABET)) == (LENGTH, set())


def test_public_page_of_the_meeting_says_that_it_goes_on_without_the_code(room, settings):
    settings.DEMO = False
    answer = Client().get(room.workshop.get_url())

    assert "Møtet pågår." in answer.text
    assert 'href="/live/"' in answer.text
    assert CODE not in answer.text


def test_bar_shows_the_way_into_the_room_and_to_the_console_for_who_leads(room):
    visitor, coordinator = Client(), Client()
    coordinator.force_login(PERSONAS["koordinator"].user())
    console = f"/live/{CODE}/styring/"

    assert f'href="/live/{CODE}/"' in visitor.get("/live/").text
    assert console not in visitor.get("/live/").text
    assert console in coordinator.get("/live/").text
    assert coordinator.get(console).status_code == 200
