"""A question in the hall: who takes part, who leads and the wall see it at once, and nothing jumps."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.accessibility import assert_accessible
from tests.factories import WorkshopPageFactory
from tests.staff import COORDINATORS, staff
from workshops.asking.actions import ask
from workshops.live.actions import join_room, open_room, show_activity
from workshops.live.models import Activity

PHONE, WALL = {"width": 390, "height": 844}, {"width": 1920, "height": 1080}


@pytest.fixture
def leader(live_portal):
    return staff(COORDINATORS)


@pytest.fixture
def room(leader):
    start = timezone.now()
    room = open_room(WorkshopPageFactory(start=start, end=start + timedelta(hours=2)), by=leader)
    return show_activity(room, Activity.objects.get(room=room, kind="questions"), by=leader, seen=room.step)


@pytest.fixture
def opens(live_portal, new_context):
    """`opens(client, address, size)`: that client's page in a browser, with a line to the hub."""

    def sit_down(client, address, size):
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = new_context(viewport=size)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_portal.url}]
        )
        page = context.new_page()
        page.goto(live_portal.url + address)
        expect(page.locator("html[data-live=open]")).to_be_attached()
        return page

    return sit_down


@pytest.fixture
def kari(room):
    return join_room(room, client_id=uuid.uuid4(), name="Kari", kind="self")


@pytest.fixture
def screens(room, leader, kari, opens):
    """A participant's phone, the wall and the console of a meeting in which Kari has asked «Når?»."""
    guest, leads = Client(), Client()
    guest.post(room.get_absolute_url(), {"name": "Fuglen", "kind": "self", "client_id": uuid.uuid4()})
    leads.force_login(leader)
    ask(room.activity, kari, text="Når?", anonymous=False, client_id=uuid.uuid4(), language="nb")
    return (
        opens(guest, room.get_absolute_url(), PHONE),
        opens(guest, reverse("live_wall", args=[room.code]), WALL),
        opens(leads, reverse("live_console", args=[room.code]), None),
    )


def test_question_and_vote_reach_participant_leader_and_wall_without_a_jump(room, kari, screens):
    phone, wall, console = screens

    ask(room.activity, kari, text="Hvem?", anonymous=True, client_id=uuid.uuid4(), language="nb")
    expect(phone.locator("#questions > li")).to_have_count(2)
    phone.locator("#questions > li").last.get_by_role("button").click()

    pressed = phone.locator("#questions > li").last.get_by_role("button")
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(phone.locator("#questions > li").last).to_contain_text("Hvem?")
    for page in (wall, console):
        expect(page.locator(".om-sporsmal li").first).to_contain_text("Hvem?")
        expect(page.locator(".om-sporsmal li").first).to_contain_text("1 stemme")
    for page in (phone, wall, console):
        assert_accessible(page)


def test_who_leads_takes_questions_up_and_gives_the_floor_by_the_keys(screens):
    phone, wall, console = screens

    phone.get_by_role("button", name="Rekk opp hånden").press("Enter")
    console.get_by_role("button", name="Gi ordet").press("Enter")
    expect(phone.locator(".om-hand")).to_contain_text("Du har ordet.")
    expect(wall.locator("#speakers")).to_contain_text("Fuglen har ordet")
    console.get_by_role("button", name="Ta det opp nå").press("Enter")
    expect(phone.locator("#question-now")).to_contain_text("Når?")
    expect(wall.locator(".om-sporsmal__naa")).to_contain_text("Når?")
    for page in (phone, wall, console):
        assert_accessible(page)

    console.get_by_role("button", name="Har snakket ferdig").press("Enter")
    # What has the focus stays until one goes on.
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("button", name="Rekk opp hånden")).to_be_visible()
    console.get_by_role("link", name="Skriv ned svaret").press("Enter")
    console.get_by_label("Hva ble svart").fill("Til våren.")
    assert_accessible(console)
    console.get_by_role("button", name="Lagre svaret").press("Enter")
    expect(phone.locator("#questions")).to_contain_text("Til våren.")
    expect(phone.locator("#question-now")).to_be_empty()
    assert_accessible(phone)
