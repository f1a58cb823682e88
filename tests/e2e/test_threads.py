"""Conversations in a browser, on the demo: reply, quote, mention, vote, report, hide, with script or not."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from partners.inputs.models import Input
from partners.people.models import User
from partners.threads.models import Reply, Report, Vote
from portal.mail.models import Letter
from tests.accessibility import assert_accessible
from tests.e2e.test_keyboard import tab_to

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)
WIDTHS = (390, 1280)
SIZES = [pytest.param({"width": width, "height": 900}, id=str(width)) for width in WIDTHS]
PER = "perolav@frivillig.example"
JON = "jon@utenfor.example"
AMINA = "koordinator@example.no"


def open_as(context, portal, email):
    client = Client()
    client.force_login(User.objects.get(email=email))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": portal.url}])


def assert_stands(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)


@pytest.fixture
def thread(demo):
    """The demo's liveliest conversation: about sharing a van."""
    return Input.objects.get(text__startswith="Vi har sjåfører på tirsdager")


@pytest.fixture
def plain(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_reply_with_quote_and_mention_by_keyboard(demo, page, thread, size):
    open_as(page.context, demo, JON)
    page.set_viewport_size(size)
    page.goto(demo.url + thread.get_absolute_url())
    said = Reply.objects.get(text__startswith="Vi har en elektrisk kassebil")

    tab_to(page, f"[data-quote='{said.pk}']")
    page.keyboard.press("Enter")
    expect(page.locator("#skriv-svar [name=text]:focus")).to_have_count(1)
    expect(page.locator("#skriv-svar [name=quote]")).to_have_value(said.text)
    page.keyboard.type("Godt tilbud, @sil")
    page.locator("[data-mention]").first.wait_for()
    tab_to(page, "[data-mention]")
    page.keyboard.press("Enter")
    expect(page.locator("#skriv-svar [name=text]")).to_have_value("Godt tilbud, @Silje Lunde ")
    page.keyboard.type("og takk.")
    tab_to(page, "#skriv-svar button[type=submit]")
    page.keyboard.press("Enter")

    page.locator("#samtale .om-nevnt").last.filter(has_text="@Silje Lunde").wait_for()
    page.locator("#samtale").get_by_text("og takk.").wait_for()
    page.locator("[data-new-reply]:focus").wait_for()
    reply = Reply.objects.latest("pk")
    assert (reply.text, reply.quoted) == ("Godt tilbud, @Silje Lunde og takk.", said)
    assert Letter.objects.filter(kind="threads.mentioned", to="silje@nordresykkel.example").count() == 1
    spoken = page.locator("body > [aria-live=polite]")
    spoken.filter(has_text="Svaret ditt er publisert.").wait_for(state="attached")
    assert_stands(page)


def test_vote_shows_the_figures_and_is_taken_back(demo, page, thread):
    open_as(page.context, demo, AMINA)
    page.goto(demo.url + thread.get_absolute_url())
    assert page.locator(".om-stemmer__tall").count() == 0
    assert_stands(page)
    before = Vote.objects.filter(input=thread, value="agree").count()

    page.get_by_role("button", name="Enig", exact=True).click()

    page.locator(".om-stemmer__tall").wait_for()
    assert page.locator(".om-stemmer__tall strong").first.inner_text() == str(before + 1)
    assert page.locator("#stem-agree[aria-pressed=true]:focus").count() == 1
    assert_stands(page)
    page.get_by_role("button", name="Uenig").click()
    page.locator("#stem-disagree[aria-pressed=true]").wait_for()
    page.get_by_role("button", name="Trekk tilbake").click()
    page.locator(".om-stemmer__tall").wait_for(state="detached")
    assert Vote.objects.filter(input=thread, value="agree").count() == before


def test_reported_reply_is_hidden_and_leaves_a_trace(demo, page, thread, browser, browser_context_args):
    open_as(page.context, demo, JON)
    page.goto(demo.url + thread.get_absolute_url())
    reply = Reply.objects.get(text__startswith="Husflidslaget trenger bil")
    page.locator(f"#svar-{reply.pk}").get_by_role("link", name="Meld fra").click()
    assert_stands(page)
    page.get_by_role("button", name="Send meldingen").click()
    page.locator("[data-error-summary]").wait_for()
    assert_stands(page)
    page.get_by_label("Reklame eller utenfor saken").check()
    page.get_by_role("button", name="Send meldingen").click()
    page.get_by_text("Kommunen ser på det og sier fra").wait_for()

    context = browser.new_context(**browser_context_args)
    desk = context.new_page()
    open_as(context, demo, AMINA)
    desk.goto(demo.url + reverse("threads:index"))
    assert_stands(desk)
    desk.get_by_role("link", name=f"Svar nr. {reply.pk}").click()
    assert_stands(desk)
    desk.get_by_label("Skjul det").check()
    desk.get_by_label("Begrunnelse").fill("Utenfor saken")
    desk.get_by_role("button", name="Avgjør").click()
    desk.get_by_text("Det er avgjort").wait_for()
    context.close()

    page.goto(demo.url + thread.get_absolute_url())
    trace = page.locator(f"#svar-{reply.pk}")
    assert "Skjult av kommunen: Utenfor saken" in trace.inner_text()
    assert "Husflidslaget trenger bil" not in page.inner_text("main")
    assert_stands(page)
    assert Report.objects.get(reply=reply).outcome == "hidden"


def test_all_of_it_without_script(demo, plain, thread):
    open_as(plain.context, demo, JON)
    said = Reply.objects.get(text__startswith="Vi har en elektrisk kassebil")
    plain.goto(demo.url + thread.get_absolute_url())

    plain.locator(f"#svar-{said.pk}").get_by_role("link", name="Siter").click()
    expect(plain.locator("[name=quote]")).to_have_value(said.text)
    plain.fill("[name=text]", "Da er vi med, @Per Olav Vik.")
    plain.get_by_role("button", name="Publiser svaret").click()
    plain.get_by_text("Svaret ditt er publisert.").wait_for()
    mine = Reply.objects.latest("pk")
    assert (mine.quoted, mine.mentions.get().user.email) == (said, PER)

    plain.get_by_role("button", name="Enig", exact=True).click()
    plain.locator(".om-stemmer__tall").wait_for()
    plain.locator(f"#svar-{mine.pk}").get_by_role("link", name="Endre").click()
    plain.fill("[name=text]", "Da er vi med.")
    plain.get_by_role("button", name="Lagre").click()
    plain.get_by_text("Svaret ditt er endret.").wait_for()
    plain.locator(f"#svar-{mine.pk}").get_by_role("link", name="Slett").click()
    plain.get_by_role("button", name="Slett svaret").click()
    plain.get_by_text("Slettet av den som skrev det.").wait_for()
    plain.get_by_role("button", name="Slutt å følge").click()
    plain.get_by_text("Du får ikke mer e-post om dette innspillet.").wait_for()


def test_every_page_and_state_stands(demo, page, thread):
    hidden = Reply.objects.get(state="hidden")
    for email in ("", JON, AMINA):
        if email:
            open_as(page.context, demo, email)
        for address in (thread.get_absolute_url(), hidden.input.get_absolute_url(), "/innspill/", "/regler/"):
            for language in ("", "/en"):
                assert page.goto(demo.url + language + address).status == 200
                assert_stands(page)
    reported = Report.objects.first()
    for name, kind, pk in (
        ("case", "svar", reported.reply_id),
        ("case", "svar", hidden.pk),
        ("case", "innspill", thread.pk),
        ("redact", "innspill", thread.pk),
        ("exclude", "svar", reported.reply_id),
    ):
        page.goto(demo.url + reverse(f"threads:{name}", args=[kind, pk]))
        assert_stands(page)
    for address in (
        reverse("threads:index"),
        reverse("threads:exclusions"),
        reverse("threads:talk", args=[thread.page_id]),
        reverse("inputs:input", args=[thread.pk]),
    ):
        page.goto(demo.url + address)
        assert_stands(page)
