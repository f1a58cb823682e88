"""A poll in a meeting: the facilitator opens it, participants vote, and the wall shows how."""

import re
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.accessibility import assert_accessible
from tests.e2e.conftest import PHONE
from tests.factories import WorkshopPageFactory
from tests.staff import COORDINATORS, staff
from workshops.live.actions import join_room, open_room, show_activity
from workshops.polls.actions import create_poll, open_poll, vote
from workshops.polls.models import Ballot

SECOND = 1000


@pytest.fixture
def leader(live_portal):
    return staff(COORDINATORS)


@pytest.fixture
def room(leader):
    start = timezone.now()
    return open_room(WorkshopPageFactory(start=start, end=start + timedelta(hours=2)), by=leader)


@pytest.fixture
def sit_down(live_portal, room, new_context):
    """`sit_down(address, user=…)`: a browser of somebody's own at an address, with a line to the hub."""

    def open_browser(address, user=None, **options):
        context = new_context(**options)
        if user:
            client = Client()
            client.force_login(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_portal.url}]
            )
        page = context.new_page()
        page.goto(live_portal.url + address)
        return page

    return open_browser


def come_in(page):
    page.get_by_role("button", name="Bli med").or_(page.locator("main form button[type=submit]")).last.click()
    expect(page.locator("html[data-live=open]")).to_be_attached()
    return page


def test_poll_is_opened_voted_in_and_seen_on_the_wall_without_reload(sit_down, room, leader):
    poll = create_poll(
        room, kind="single", question="Hva trenger vi mest?", by=leader, choices=["Sykler", "Klær"]
    )
    desk = sit_down(poll.desk_url, user=leader)
    wall = sit_down(reverse("live_wall", args=[room.code]), viewport={"width": 1920, "height": 1080})
    phone = come_in(sit_down(room.get_absolute_url(), viewport=PHONE))

    desk.get_by_role("button", name="Åpne og vis for alle").click()
    expect(phone.get_by_label("Sykler")).to_be_visible(timeout=5 * SECOND)
    assert_accessible(phone)
    phone.get_by_label("Sykler").check()
    phone.get_by_role("button", name="Stem", exact=True).click()

    expect(phone.get_by_text("Du har stemt")).to_be_visible()
    for page in (wall, desk):
        expect(page.locator(f"#poll-{poll.pk}-results")).to_contain_text("1 har stemt", timeout=5 * SECOND)
    assert_accessible(phone)
    assert_accessible(wall)
    assert_accessible(desk)

    desk.get_by_role("button", name="Lukk avstemningen").click()
    expect(phone.locator("[data-poll-state]")).to_have_text("Lukket", timeout=5 * SECOND)


def test_ranking_is_put_in_order_by_keyboard_and_read_out(sit_down, room, leader):
    poll = create_poll(
        room, kind="ranking", question="Hva først?", by=leader, choices=["Pris", "Utvalg", "Service"]
    )
    open_poll(poll, by=leader)
    show_activity(room, poll.activity, by=leader, seen=0)
    page = come_in(sit_down(room.get_absolute_url(), viewport=PHONE))

    up = page.get_by_role("button", name="Flytt «Service» opp")
    up.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page.locator("[data-ranking] li")).to_have_text(
        [re.compile(n) for n in ("Service", "Pris", "Utvalg")]
    )
    expect(up).to_be_focused()
    expect(page.locator("body > [aria-live=polite]")).to_contain_text("Service: nummer 1 av 3")
    assert_accessible(page)
    page.get_by_role("button", name="Stem", exact=True).click()
    expect(page.get_by_text("Du har stemt")).to_be_visible()
    texts = dict(poll.choices.values_list("pk", "text"))
    assert [texts[pk] for pk in Ballot.objects.get().answer["choices"]] == ["Service", "Pris", "Utvalg"]


def test_word_that_is_hidden_leaves_the_wall(sit_down, room, leader):
    poll = open_poll(create_poll(room, kind="words", question="Ett ord?", by=leader), by=leader)
    show_activity(room, poll.activity, by=leader, seen=0)
    for word in ("Ombruk", "Tøys"):
        participant = join_room(room, client_id=uuid.uuid4(), kind="self")
        vote(poll, participant=participant, answer={"words": [word]})
    wall = sit_down(reverse("live_wall", args=[room.code]))
    expect(wall.locator(".om-ordsky")).to_contain_text("Tøys")
    expect(wall.locator("html[data-live=open]")).to_be_attached()
    desk = sit_down(poll.desk_url, user=leader)

    desk.get_by_text("Skjul et ord").click()
    desk.get_by_role("button", name="Skjul «Tøys»").click()

    expect(wall.locator(".om-ordsky")).not_to_contain_text("Tøys", timeout=5 * SECOND)
    assert_accessible(wall)
