"""Notices in a browser, on the demo: the bell on an open page, the list, and the choices; script or not."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from partners.inputs.models import Input
from partners.notices.models import Notice, NoticeChoices
from partners.people.models import User
from partners.threads.actions import post_reply
from tests.accessibility import assert_accessible

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)
SILJE, JON = "silje@nordresykkel.example", "jon@utenfor.example"


def open_as(context, portal, email):
    client = Client()
    client.force_login(User.objects.get(email=email))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": portal.url}])


def assert_stands(page):
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)


@pytest.fixture
def plain(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def unread_of(email):
    return Notice.objects.unread().filter(user__email=email)


def test_bell_rings_on_a_page_that_is_open_and_leads_to_what_is_new(demo, page):
    silje, jon = User.objects.get(email=SILJE), User.objects.get(email=JON)
    open_as(page.context, demo, SILJE)
    unread_of(SILJE).delete()
    page.goto(f"{demo.url}/partner/")
    bell = page.locator("[data-bell]")
    expect(bell).to_have_text("Varsler, ingen nye")
    page.locator("html[data-live=open]").wait_for(state="attached")

    given = Input.objects.visible_to(silje).get(text__startswith="Vi har sjåfører på tirsdager")
    post_reply(given, by=jon, text="Hva koster det?")

    expect(bell).to_have_text("Varsler, 1 nytt")
    page.locator("body > [aria-live=polite]").filter(has_text="Varsler, 1 nytt").wait_for(state="attached")
    page.locator(".om-klokke").click()
    page.get_by_role("link", name=re.compile("Jon Tveit har svart")).click()
    page.get_by_text("Hva koster det?").first.wait_for()
    assert not unread_of(SILJE).exists()


def test_list_and_choices_stand_full_and_empty(demo, page):
    open_as(page.context, demo, SILJE)
    for path in ("/partner/varsler/", "/partner/varsler/?vis=uleste", "/partner/varsler/valg/"):
        page.goto(demo.url + path)
        assert_stands(page)
    page.get_by_label("På bestemte ukedager", exact=True).check()
    page.get_by_label("Mandag").uncheck()
    page.get_by_role("button", name="Lagre").click()
    page.get_by_role("link", name=re.compile("Velg minst én dag.")).wait_for()
    assert_stands(page)
    Notice.objects.filter(user__email=SILJE).delete()
    for path in ("/partner/varsler/", "/partner/varsler/?vis=uleste"):
        page.goto(demo.url + path)
        assert_stands(page)


def test_notices_are_read_and_chosen_without_script(demo, plain):
    open_as(plain.context, demo, SILJE)
    plain.goto(f"{demo.url}/partner/varsler/")
    before = unread_of(SILJE).count()
    plain.get_by_role("button", name=re.compile("Merk som lest")).first.click()
    assert 0 < unread_of(SILJE).count() < before
    plain.get_by_role("button", name="Merk alle som lest").click()
    plain.get_by_text("Alt er merket som lest.").wait_for()
    assert not unread_of(SILJE).exists()

    plain.get_by_role("link", name="Velg hva du får").click()
    plain.get_by_label("På bestemte ukedager", exact=True).check()
    plain.get_by_label("Mandag").uncheck()
    plain.get_by_role("button", name="Lagre").click()
    plain.get_by_role("link", name=re.compile("Velg minst én dag.")).wait_for()
    plain.get_by_label("Torsdag").check()
    plain.get_by_role("button", name="Lagre").click()
    plain.get_by_text("Valgene dine er lagret.").wait_for()
    mine = NoticeChoices.objects.get(user__email=SILJE)
    assert (mine.rhythm, mine.weekdays) == ("weekly", "3")
