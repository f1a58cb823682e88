"""Questions and speakers on the console, by forms alone."""

import uuid

import pytest
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from tests.staff import queries_of
from tests.workshops.pages import headings, words
from workshops.asking.chairing import answer_question, call_on, hide_question
from workshops.asking.hands import raise_hand
from workshops.asking.models import AudienceQuestion, Hand
from workshops.live.actions import close_room, show_activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def leads(client, leader):
    client.force_login(leader)
    return client


@pytest.fixture
def at(room, activity):
    return lambda name, *more: reverse(name, args=[room.code, activity.pk, *more])


def test_press_without_a_script_leads_back_to_the_console(leads, room, at, asked, join):
    question = asked(join("Kari"))

    response = leads.post(at("live_chair"), {"question": question.pk, "stage": "shortlisted"})

    assertRedirects(response, reverse("live_console", args=[room.code]))
    assert AudienceQuestion.objects.get().stage == "shortlisted"


def test_questions_are_led_while_something_else_is_on(leads, room, activity, leader, at, asked, join):
    question = asked(join("Kari"))
    show_activity(room, None, by=leader, seen=room.step)

    response = leads.post(at("live_chair"), {"question": question.pk, "stage": "live"})

    assertRedirects(response, at("live_questions_desk"))
    assert "Besvares nå" in words(leads.get(at("live_questions_desk")))
    assert at("live_questions_desk") in leads.get(reverse("live_console", args=[room.code])).content.decode()


def test_floor_is_given_and_taken_by_presses(leads, activity, at, join):
    hand = raise_hand(activity, join("Kari"))

    assert "har ikke hatt ordet" in words(leads.get(at("live_questions_desk")))
    leads.post(at("live_chair"), {"call": hand.pk})
    assert "har ordet" in words(leads.get(at("live_questions_desk")))
    leads.post(at("live_chair"), {"lower": hand.pk})

    assert Hand.objects.get().lowered_at is not None


def test_answer_is_asked_for_kept_and_offered_again(leads, room, at, asked, join):
    question = asked(join("Kari"))
    address = at("live_question_answer", question.pk)

    assert leads.post(address, {"text": " "}).status_code == 422
    too_long = leads.post(address, {"text": "a" * 2001})
    assert too_long.status_code == 422 and "a" * 2001 in too_long.content.decode()
    assertRedirects(leads.post(address, {"text": "På Moen."}), reverse("live_console", args=[room.code]))

    page = leads.get(address)
    assert "På Moen." in page.content.decode() and len(headings(page)) == 1


def test_hiding_asks_for_a_reason_and_can_be_taken_back(leads, at, asked, join):
    question = asked(join("Kari"), "Navngir noen")
    address = at("live_question_hide", question.pk)

    assert leads.post(address, {"reason": ""}).status_code == 422
    leads.post(address, {"reason": "Navngir en privatperson"})
    assert "1 skjult spørsmål" in words(leads.get(at("live_questions_desk")))
    assert leads.get(address).status_code == 404
    leads.post(at("live_chair"), {"question": question.pk})

    assert "skjult spørsmål" not in words(leads.get(at("live_questions_desk")))


@pytest.mark.parametrize(
    "data", [{}, {"stage": "live"}, {"question": "x", "stage": "live"}, {"stage": "hidden", "question": "1"}]
)
def test_press_on_nothing_changes_nothing(leads, room, at, asked, join, data):
    asked(join("Kari"))

    response = leads.post(at("live_chair"), data)

    assertRedirects(response, reverse("live_console", args=[room.code]))
    assert AudienceQuestion.objects.get().stage == "asked"


@pytest.mark.parametrize(
    "data", [{"question": 999999, "stage": "live"}, {"call": 999999}, {"question": 999999}]
)
def test_press_on_what_is_not_there_is_not_found(leads, at, data):
    assert leads.post(at("live_chair"), data).status_code == 404


def test_closed_room_says_so_and_keeps_what_was_typed(leads, room, leader, at, asked, join):
    question = asked(join("Kari"))
    close_room(room, by=leader)

    late = leads.post(at("live_question_answer", question.pk), {"text": "For sent skrevet"})
    pressed = leads.post(
        at("live_chair"), {"question": question.pk, "stage": "live"}, headers={"HX-Request": "true"}
    )

    assert late.status_code == 422 and "For sent skrevet" in late.content.decode()
    assert "Møterommet er stengt" in words(pressed)


def test_three_questions_and_hands_cost_no_more_than_one(leads, activity, leader, at, asked, join):
    def somebody(name):
        who = join(name)
        raise_hand(activity, who)
        asked(who, f"{name}?")
        hide_question(asked(who, f"{name}!"), reason="Ikke her", by=leader)

    somebody("Kari")
    leads.get(at("live_questions_desk"))
    one = queries_of(leads, at("live_questions_desk"))
    for name in ("Per", "Ida"):
        somebody(name)

    assert queries_of(leads, at("live_questions_desk")) == one


def test_participants_see_stage_and_answer_and_who_has_the_floor(client, room, activity, leader, asked, join):
    answer_question(asked(join("Kari"), "Hvor?"), text="På Moen.", by=leader)
    call_on(raise_hand(activity, join("Per")), by=leader)
    client.post(room.get_absolute_url(), {"name": "Ida", "kind": "self", "client_id": uuid.uuid4()})

    shown = words(client.get(room.get_absolute_url()))

    assert "Besvart i møtet" in shown and "På Moen." in shown and "Per har ordet" in shown


def test_input_tells_of_its_meeting_and_what_was_answered_there(client, room, leader, asked, join):
    question = asked(join("Kari"), "Hvor?")
    answer_question(question, text="På Moen.", by=leader)
    close_room(room, by=leader)

    shown = words(client.get(question.input.get_absolute_url()))

    assert f"Stilt i «{room}»." in shown and "Hva som ble svart i rommet: På Moen." in shown
