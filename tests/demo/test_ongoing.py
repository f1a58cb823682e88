"""The demo's meeting that goes on right now."""

from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone

from demo.ongoing import CODE
from demo.personas import PERSONAS
from workshops.asking.reading import questions_of, speakers_of
from workshops.boards.models import Board, Note
from workshops.boards.reading import board_of, picture_of
from workshops.live.codes import ALPHABET, LENGTH
from workshops.live.models import LiveRoom
from workshops.live.show import countdown
from workshops.polls.models import Poll

pytestmark = [pytest.mark.usefixtures("_loaded"), pytest.mark.django_db]


@pytest.fixture
def room(settings):
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.portal.demo_urls"
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


def test_room_asks_and_wants_the_floor(room):
    activity = room.activities.get(kind="questions")
    questions = list(questions_of(activity))

    stages = Counter(question.stage for question in questions)
    assert stages == {"live": 1, "shortlisted": 1, "asked": 3, "answered": 1}
    assert all(question.votes for question in questions)
    assert [bool(question.answer) for question in questions] == [False] * 5 + [True]
    assert [hand.called_at for hand in speakers_of(activity)] == [None, None]


def test_one_poll_is_over_and_one_about_roles_is_open(room):
    over, about_roles = Poll.objects.filter(activity__room=room).order_by("pk")

    assert (over.kind, over.is_closed, over.voted.count()) == ("single", True, 11)
    assert (about_roles.kind, about_roles.is_open, about_roles.interests.count()) == ("roles", True, 6)
    assert set(about_roles.interests.values_list("role__slug", flat=True)) >= {"sykkelverksted"}


def test_a_group_has_a_board_and_one_note_on_paper_a_photo(room):
    [group] = Board.objects.filter(activity__room=room, main__isnull=False)

    assert (group.notes.count(), group.is_merged) == (5, False)
    assert Note.objects.filter(is_paper=True).exclude(photo="").count() == 1


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
