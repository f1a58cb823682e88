"""All that a visitor does works in a browser that runs no script."""

import pytest
from playwright.sync_api import expect

from partners.inputs.models import Input
from workshops.meetings.models import WorkshopPage
from workshops.signups.models import SignUp

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)


@pytest.fixture
def plain(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


def opened(page, address):
    """Open the page; what stands in a closed box is opened as a reader does it."""
    page.goto(address)
    for summary in page.locator("main details:not([open]) > summary").all():
        summary.click()


def test_sign_up_change_and_cancel(demo, plain, press):
    meeting = WorkshopPage.objects.get(slug="dialogmote-om-ombrukssenter")
    plain.goto(f"{demo.url}{meeting.url}")
    plain.locator(f"a[href$='{meeting.url}pamelding/']").first.click()
    plain.fill("[name=name]", "Ola Uten Skript")
    plain.fill("[name=email]", "ola@skript.example")
    press(plain)
    plain.wait_for_url("**/pamelding-mottatt/")
    signup = SignUp.objects.get(name="Ola Uten Skript")

    own = f"{demo.url}{signup.get_absolute_url()}"
    plain.goto(own)
    plain.locator("main a[href$='/endre/']").click()
    plain.fill("[name=access_needs]", "Teleslynge")
    press(plain)
    plain.wait_for_url(own)
    assert "Teleslynge" in plain.inner_text("main")

    plain.locator("main a[href$='/avbestill/']").click()
    plain.locator("main form[method=post] button[type=submit]").click()
    plain.wait_for_url(own)
    signup.refresh_from_db()
    assert signup.status == SignUp.Status.CANCELLED


def test_errors_keep_what_was_typed(demo, plain):
    meeting = WorkshopPage.objects.get(slug="dialogmote-om-ombrukssenter")
    plain.goto(f"{demo.url}{meeting.url}pamelding/")
    plain.fill("[name=name]", "Ola Uten Adresse")
    plain.locator("main form.om-skjema button[type=submit]").last.click()

    expect(plain.locator("[data-error-summary] a[href='#id_email']")).to_have_count(1)
    assert plain.input_value("[name=name]") == "Ola Uten Adresse"


def test_input_from_the_personal_page_and_from_anyone(demo, plain, press):
    meeting = WorkshopPage.objects.get(slug="dialogmote-om-ombrukssenter")
    question = meeting.questions.first()
    signup = meeting.signups.seated().first()
    for address, extra in (
        (signup.get_absolute_url(), {}),
        (f"{meeting.url}innspill/", {"name": "Ola", "email": "ola@skript.example"}),
    ):
        opened(plain, demo.url + address)
        for name, value in extra.items():
            plain.fill(f"[name={name}]", value)
        plain.fill(f"[name=question_{question.pk}]", f"Sagt uten skript på {address}")
        plain.check("[name=visibility][value=everyone]")
        plain.check("[name=shown_as][value=name]")
        press(plain)
        plain.wait_for_load_state()

    assert Input.objects.public().filter(text__startswith="Sagt uten skript").count() == 2


def test_input_is_filtered(demo, plain):
    wanted = Input.objects.public().filter(answers__isnull=True).count()
    plain.goto(f"{demo.url}/innspill/")
    plain.locator("form.om-filter summary").click()
    plain.select_option("[name=answered]", "no")
    plain.locator("form[role=search].om-filter button[type=submit]").click()

    assert wanted > 0
    expect(plain.locator("#input-results article")).to_have_count(wanted)
    assert "answered=no" in plain.url
