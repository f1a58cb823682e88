"""Questions on the pages of a live room, without a script."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from partners.inputs.actions import hide_input
from portal.live.rooms import may_enter
from tests.staff import queries_of
from tests.workshops.pages import headings, words
from workshops.asking.hall import ASKING
from workshops.asking.models import AudienceQuestion, Upvote
from workshops.live.actions import close_room
from workshops.live.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(client, room, activity):
    """A browser that has come in by the code."""
    client.post(room.get_absolute_url(), {"name": "Fuglen", "kind": "self", "client_id": uuid.uuid4()})
    return client


@pytest.fixture
def at(room, activity):
    return lambda name: reverse(name, args=[room.code, activity.pk])


def asks(client, address, text="Når åpner det?", **fields):
    return client.post(address, {"text": text, "client_id": uuid.uuid4()} | fields)


def test_question_is_asked_and_stands_in_the_list(here, room, at):
    assertRedirects(asks(here, at("live_ask")), room.get_absolute_url())

    assert "Når åpner det?" in words(here.get(room.get_absolute_url()))


@pytest.mark.parametrize("text", ["", " \n ", "a" * 501])
def test_bad_question_comes_back_as_it_was_typed(here, at, text):
    response = asks(here, at("live_ask"), text)

    assert response.status_code == 422
    assert text.strip() in response.content.decode()
    assert len(headings(response)) == 1
    assert AudienceQuestion.objects.count() == 0


def test_five_hundred_characters_are_fine(here, at):
    asks(here, at("live_ask"), "a" * 500)

    assert AudienceQuestion.objects.count() == 1


def test_who_floods_is_stopped_and_keeps_the_text(here, at):
    answers = [asks(here, at("live_ask"), f"Spørsmål {n}") for n in range(6)]

    assert [each.status_code for each in answers] == [302] * 5 + [429]
    assert "Spørsmål 5" in answers[-1].content.decode()
    assert AudienceQuestion.objects.count() == 5


def test_vote_without_a_script_leads_back_and_can_be_taken_back(here, room, at, asked, join):
    question = asked(join("Kari"))

    assertRedirects(here.post(at("live_upvote"), {"up": question.pk}), room.get_absolute_url())
    assert Upvote.objects.count() == 1
    assert 'aria-pressed="true"' in here.get(room.get_absolute_url()).content.decode()
    here.post(at("live_upvote"), {"down": question.pk})

    assert Upvote.objects.count() == 0


@pytest.mark.parametrize("data", [{}, {"up": "x"}, {"up": "1", "down": "1"}, {"up": "9" * 30}])
def test_press_on_nothing_changes_nothing(here, room, at, asked, join, data):
    asked(join("Kari"))

    assertRedirects(here.post(at("live_upvote"), data), room.get_absolute_url())
    assert Upvote.objects.count() == 0


def test_hidden_question_is_rendered_to_nobody_and_takes_no_vote(here, room, at, asked, join, leader):
    question = asked(join("Kari"), "Navngir noen")
    hide_input(question.input, reason="Navngir en privatperson", by=leader)
    names = ["live_questions", "live_wall_questions"]

    pages = [here.get(address) for address in (room.get_absolute_url(), *map(at, names))]

    assert [each.status_code for each in pages] == [200] * 3
    assert all("Navngir noen" not in each.content.decode() for each in pages)
    assert here.post(at("live_upvote"), {"up": question.pk}).status_code == 404


def test_own_question_is_taken_back_by_the_browser_that_asked_it(here, room, at, join, asked):
    asks(here, at("live_ask"), "Hvem betaler?", anonymous="on")
    question, stranger = AudienceQuestion.objects.get(), Client()
    came = {"name": "Per", "kind": "self", "client_id": uuid.uuid4()}
    stranger.post(room.get_absolute_url(), came)
    take_back = f'formaction="{at("live_unask")}"'

    assert take_back not in stranger.get(room.get_absolute_url()).content.decode()
    assert stranger.post(at("live_unask"), {"question": question.pk}).status_code == 404
    assert take_back in here.get(room.get_absolute_url()).content.decode()
    assertRedirects(here.post(at("live_unask"), {"question": question.pk}), room.get_absolute_url())

    assert AudienceQuestion.objects.count() == 0


def test_hand_is_raised_and_lowered_without_a_script(here, room, at):
    assertRedirects(here.post(at("live_hand"), {"raise": "1"}), room.get_absolute_url())
    assert "Hånden din er oppe" in words(here.get(room.get_absolute_url()))
    here.post(at("live_hand"), {"lower": "1"})

    assert "Hånden din er oppe" not in words(here.get(room.get_absolute_url()))
    assert "Ingen ber om ordet" in words(here.get(room.get_absolute_url()))


def test_who_raises_and_lowers_without_end_is_stopped(here, at):
    presses = [here.post(at("live_hand"), {"raise": "1"}).status_code for _ in range(21)]

    assert presses == [302] * 20 + [429]


def test_activity_that_is_not_opened_or_of_another_kind_is_not_there(here, at):
    Activity.objects.update(opened_at=None)

    assert asks(here, at("live_ask")).status_code == 404


def test_who_has_not_come_in_is_asked_to(room, at):
    stranger = Client()

    assertRedirects(asks(stranger, at("live_ask")), room.get_absolute_url())
    assert stranger.get(at("live_console_questions")).status_code == 404


def test_closed_room_says_so_and_keeps_the_text(here, room, at, leader):
    close_room(room, by=leader)

    response = asks(here, at("live_ask"), "For sent?")

    assert response.status_code == 422
    assert "For sent?" in response.content.decode()
    assert at("live_ask") not in here.get(room.get_absolute_url()).content.decode()


def test_hub_is_open_to_who_is_in_the_room_alone(here, rf, room, activity):
    def visitor(client):
        user = rf.get("/").user = type("Visitor", (), {"is_active": False, "session": client.session})()
        return user

    assert may_enter(visitor(here), ASKING.room(activity.pk))
    assert not may_enter(visitor(Client()), ASKING.room(activity.pk))
    assert not may_enter(visitor(here), ASKING.room("x"))


@pytest.mark.parametrize("name", ["live_questions", "live_wall_questions", "live_console_questions"])
def test_reading_three_questions_asks_the_database_no_more_than_one(here, at, asked, join, leader, name):
    here.force_login(leader)
    asked(join("Kari"))
    here.get(at(name))
    one = queries_of(here, at(name))

    asked(join("Per"))
    asked(join("Ida"))

    assert queries_of(here, at(name)) == one


def test_wall_shows_the_four_most_wanted(here, room, at, asked, join):
    for n in range(6):
        asked(join(f"Nr {n}"), f"Spørsmål {n}")

    shown = words(here.get(at("live_wall_questions")))

    assert "Spørsmål 3" in shown and "Spørsmål 4" not in shown
