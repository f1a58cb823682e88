"""Two people with the same input open: each sees what the other says at once, and keeps what they write."""

import time
from itertools import pairwise

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from partners.inputs.actions import answer_input, hide_input
from partners.threads.actions import post_reply
from partners.threads.models import Talk
from partners.threads.redacting import redact
from tests.accessibility import assert_accessible
from tests.e2e.conftest import LISTEN
from tests.factories import InputFactory, UserFactory

SECOND = 1000
SPOKEN = "body > [aria-live=polite]"


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


def test_what_the_municipality_does_is_seen_at_once_and_what_one_writes_is_kept(reading, given):
    by = UserFactory(is_staff=True)
    silje = reading(UserFactory(name="Silje Lunde"))
    silje.fill("#skriv-svar textarea[name=text]", "Jeg skriver på noe")

    answer_input(given, status="adopted", text="Vi legger det ved bussen.", by=by)
    expect(silje.locator(".om-svar")).to_contain_text("Vi legger det ved bussen.", timeout=3 * SECOND)
    expect(silje.locator(".om-sidehode .ds-tag")).to_have_text("Tas med")
    expect(silje.locator(".om-hendelser li").last).to_contain_text("Tas med")
    expect(silje.locator(SPOKEN)).to_have_text("1 nytt svar fra kommunen")

    redact(given, words="ved bussen", reason="Feil sted", by=by)
    expect(silje.locator("#innspill-tekst")).to_contain_text("Feil sted", timeout=3 * SECOND)

    hide_input(given, reason="Navngir en privatperson", by=by)
    expect(silje.locator("h1")).to_have_text("Dette innspillet vises ikke lenger", timeout=5 * SECOND)
    expect(silje.locator("main")).not_to_contain_text("Vi legger det ved")
    expect(silje.locator("#skriv-svar textarea[name=text]")).to_have_value("Jeg skriver på noe")
    assert_accessible(silje)


def test_others_replies_are_announced_together_and_never_over_ones_own_confirmation(reading, given):
    silje = reading(UserFactory(name="Silje Lunde"))
    silje.evaluate(LISTEN)

    silje.fill("#skriv-svar textarea[name=text]", "Bussen går hvert kvarter.")
    silje.get_by_role("button", name="Publiser svar").click()
    expect(silje.locator(SPOKEN)).to_have_text("Svaret ditt er publisert.")
    for number in range(3):
        per = UserFactory()
        post_reply(given, by=per, text=f"Enig {number}")
    expect(silje.locator(".om-traad > li")).to_have_count(4, timeout=3 * SECOND)
    expect(silje.locator(SPOKEN)).to_have_text("Svaret ditt er publisert.")
    expect(silje.locator(SPOKEN)).to_have_text("3 nye svar", timeout=8 * SECOND)

    post_reply(given, by=UserFactory(), text="Jeg også")
    expect(silje.locator(SPOKEN)).to_have_text("1 nytt svar", timeout=8 * SECOND)
    said = silje.evaluate("window.said")
    assert [text for _at, text in said] == ["Svaret ditt er publisert.", "3 nye svar", "1 nytt svar"]
    assert all(later - sooner > 4.9 * SECOND for (sooner, _), (later, _) in pairwise(said))
