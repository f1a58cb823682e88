"""Two people with the same input open: each sees what the other says at once, and keeps what they write."""

import time

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from partners.inputs.actions import hide_input
from partners.threads.models import Talk
from tests.accessibility import assert_accessible
from tests.factories import InputFactory, UserFactory

SECOND = 1000


@pytest.fixture
def given(live_portal):
    it = InputFactory(text="Legg senteret ved bussen.")
    Talk.objects.create(page=it.page, counts=Talk.Counts.AT_ONCE)
    return it


@pytest.fixture
def reading(live_portal, given, new_context):
    """`reading(user)`: a browser of theirs with the input open, and a line to the hub."""

    def sit_down(user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = new_context()
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_portal.url}]
        )
        page = context.new_page()
        page.goto(live_portal.url + given.get_absolute_url())
        expect(page.locator("html[data-live=open]")).to_be_attached()
        return page

    return sit_down


def test_each_sees_the_others_reply_and_vote_within_a_second_and_keeps_what_they_write(reading):
    silje, per = reading(UserFactory(name="Silje Lunde")), reading(UserFactory(name="Per Vik"))
    per.fill("#skriv-svar textarea[name=text]", "Jeg skriver på noe")

    silje.fill("#skriv-svar textarea[name=text]", "Bussen går hvert kvarter.")
    silje.get_by_role("button", name="Publiser svar").click()
    expect(silje.get_by_text("Bussen går hvert kvarter.")).to_be_visible()
    began = time.monotonic()
    expect(per.locator(".om-traad")).to_contain_text("Bussen går hvert kvarter.", timeout=3 * SECOND)
    assert time.monotonic() - began < 2
    expect(per.locator("#skriv-svar textarea[name=text]")).to_have_value("Jeg skriver på noe")

    silje.locator("#stem-agree").click()
    expect(per.locator(".om-stemmer__tall")).to_contain_text("1", timeout=3 * SECOND)
    per.get_by_role("button", name="Publiser svar").click()
    expect(per.locator(".om-traad")).to_contain_text("Jeg skriver på noe")
    expect(silje.locator(".om-traad")).to_contain_text("Jeg skriver på noe", timeout=3 * SECOND)
    for page in (silje, per):
        expect(page.locator(".om-traad > li")).to_have_count(2)
        assert_accessible(page)


def test_who_may_no_longer_see_it_hears_no_more(reading, given, live_portal):
    silje = reading(UserFactory(name="Silje Lunde"))

    hide_input(given, reason="Navngir en privatperson", by=UserFactory(is_staff=True))

    expect(silje.locator("html[data-live=open]")).not_to_be_attached(timeout=5 * SECOND)
