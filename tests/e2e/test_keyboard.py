"""From the meeting's page to the receipt with the keys alone."""

import pytest
from playwright.sync_api import expect

from partners.inputs.models import Input
from workshops.meetings.models import WorkshopPage
from workshops.signups.models import SignUp

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)
MOST_STOPS = 120
# A choice and a place for files are ringed with their words; the link past the menu shows its focus by
# appearing.
FOCUS = """() => {
  const shown = document.activeElement, box = shown.getBoundingClientRect();
  const ringed = (element) => {
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outlined || style.boxShadow !== "none";
  };
  const parent = shown.matches("[type=radio], [type=checkbox], [type=file]") ? shown.parentElement : shown;
  return {
    ring: ringed(shown) || ringed(parent) || shown.matches(".ds-skip-link"),
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def tab_to(page, selector):
    """Press Tab until the element has the focus; each stop on the way can be seen."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.locator("*:focus").count():
            focus = page.evaluate(FOCUS)
            assert focus["ring"], page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
            assert focus["inside"], page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def press_button(page):
    tab_to(page, "main form.om-skjema button[type=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_sign_up_needs_no_mouse(demo, page):
    meeting = WorkshopPage.objects.get(slug="dialogmote-om-ombrukssenter")
    page.goto(f"{demo.url}{meeting.url}")
    tab_to(page, f"main a[href$='{meeting.url}pamelding/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    tab_to(page, "[name=name]")
    page.keyboard.type("Kari Tastatur")
    press_button(page)

    # What is wrong is heard first; its link leads to the field.
    expect(page.locator("[data-error-summary]:focus")).to_have_count(1)
    tab_to(page, "[data-error-summary] a[href='#id_email']")
    page.keyboard.press("Enter")
    expect(page.locator("[name=email]:focus")).to_have_count(1)
    page.keyboard.type("kari@tastatur.example")

    tab_to(page, "[name=on_behalf_of]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    tab_to(page, "[name=organisation_name]")
    page.keyboard.type("Tastaturlaget")
    press_button(page)
    if not page.url.endswith("/pamelding-mottatt/"):
        # Too quick for a person: why the form has come again is where the reader is.
        expect(page.locator("[role=alert]:focus")).to_have_count(1)
        press_button(page)

    expect(page).to_have_url(f"{demo.url}{meeting.url}pamelding-mottatt/")
    signup = SignUp.objects.get(name="Kari Tastatur")
    assert (signup.organisation_name, signup.status) == ("Tastaturlaget", SignUp.Status.REGISTERED)


def test_input_is_given_from_the_personal_page_without_a_mouse(demo, page):
    signup = WorkshopPage.objects.get(slug="dialogmote-om-ombrukssenter").signups.seated().first()
    page.goto(f"{demo.url}{signup.get_absolute_url()}")
    tab_to(page, "[name^=question_]")
    page.keyboard.type("Sagt med tastene alene")
    press_button(page)

    expect(page.locator("[data-error-summary]:focus")).to_have_count(1)
    tab_to(page, "[data-error-summary] a[href='#id_visibility_0']")
    page.keyboard.press("Enter")
    expect(page.locator("[name=visibility][value=everyone]:focus")).to_have_count(1)
    page.keyboard.press("Space")
    tab_to(page, "[name=shown_as]")
    page.keyboard.press("Space")
    press_button(page)

    expect(page.locator("main [role=status], main [role=alert], .ds-alert").first).to_be_visible()
    said = signup.inputs.get(text="Sagt med tastene alene")
    assert (said.visibility, said.shown_as) == ("everyone", "name")


def test_narrowed_list_is_read_out_and_keeps_the_focus(demo, page):
    wanted = Input.objects.public().filter(answers__isnull=True).count()
    page.goto(f"{demo.url}/innspill/")
    tab_to(page, "form.om-filter summary")
    page.keyboard.press("Enter")
    page.locator("[name=answered]").select_option("no")
    tab_to(page, "form.om-filter button[type=submit]")
    page.keyboard.press("Enter")

    spoken = page.locator("body > [aria-live=polite]")
    spoken.filter(has_text=f"{wanted} innspill vises").wait_for(state="attached")
    expect(page.locator("form.om-filter button[type=submit]:focus")).to_have_count(1)
    page.fill("[name=q]", "finnesikke")
    page.keyboard.press("Enter")
    spoken.filter(has_text="Ingen innspill passer").wait_for(state="attached")


def test_first_stop_is_the_way_past_the_menu(demo, page):
    page.goto(demo.url)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
