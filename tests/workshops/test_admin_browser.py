"""The coordinator's pages in a real browser: accessible on a desk and on a phone, quick at the door."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.accessibility import assert_accessible
from tests.factories import LetterFactory, SignUpFactory, WorkshopPageFactory
from tests.staff import COORDINATORS, signed_in
from workshops.signups.models import SignUp


@pytest.fixture
def meeting(live_portal):
    meeting = WorkshopPageFactory(format="both", place="Slemmestad", room_capacity=10)
    SignUpFactory(workshop=meeting, name="Kari Nordmann", attendance="room", access_needs="Teleslynge")
    SignUpFactory(workshop=meeting, status=SignUp.Status.WAITING)
    LetterFactory(state="failed", last_error="550 No such user")
    return meeting


@pytest.fixture
def desk(live_portal, meeting, page):
    client = signed_in(Client(), COORDINATORS)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_portal.url}]
    )
    return page


def addresses(meeting):
    signup = meeting.signups.first()
    of_meeting = ["meetings:desk", "meetings:link", "meetings:move", "meetings:cancel", "meetings:message"]
    of_meeting += ["signups:add", "signups:door", "signups:print"]
    return [
        reverse("wagtailadmin_home"),
        reverse("meetings:index"),
        reverse("signups:index"),
        reverse("letters:index"),
        *[reverse(name, args=[meeting.pk]) for name in of_meeting],
        reverse("signups:edit", args=[signup.pk]),
        reverse("signups:cancel", args=[signup.pk]),
    ]


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_of_the_desk_is_accessible(live_portal, desk, meeting, width):
    desk.set_viewport_size({"width": width, "height": 900})
    for address in addresses(meeting):
        desk.goto(live_portal.url + address)

        assert_accessible(desk)


def test_errors_are_accessible(live_portal, desk, meeting):
    desk.goto(live_portal.url + reverse("signups:add", args=[meeting.pk]))

    desk.locator(".desk-form button[type=submit]").click()
    desk.wait_for_selector(".error-message")

    assert_accessible(desk)


def test_one_press_at_the_door_checks_in_without_leaving_the_list(live_portal, desk, meeting):
    signup = meeting.signups.get(name="Kari Nordmann")
    desk.set_viewport_size({"width": 390, "height": 800})
    desk.goto(live_portal.url + reverse("signups:door", args=[meeting.pk]))
    desk.evaluate("window.same = true")

    desk.locator(f"#person-{signup.pk} button").first.click()
    desk.wait_for_selector(f"#person-{signup.pk} button[aria-pressed=true]")

    signup.refresh_from_db()
    assert signup.status == SignUp.Status.ATTENDED
    assert desk.locator("#door-count").inner_text().startswith("1 av ")
    assert desk.evaluate("window.same")
