"""From the meeting's page to the receipt with the keys alone."""

import pytest

from workshops.meetings.models import WorkshopPage
from workshops.signups.models import SignUp

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)
MOST_STOPS = 120
# A choice is ringed together with its words; the link past the menu shows its focus by appearing.
FOCUS = """() => {
  const shown = document.activeElement, box = shown.getBoundingClientRect();
  const ringed = (element) => {
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outlined || style.boxShadow !== "none";
  };
  const parent = shown.matches("[type=radio], [type=checkbox]") ? shown.parentElement : shown;
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
    assert page.locator("[data-error-summary]:focus").count() == 1
    tab_to(page, "[data-error-summary] a[href='#id_email']")
    page.keyboard.press("Enter")
    assert page.locator("[name=email]:focus").count() == 1
    page.keyboard.type("kari@tastatur.example")

    tab_to(page, "[name=on_behalf_of]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    tab_to(page, "[name=organisation_name]")
    page.keyboard.type("Tastaturlaget")
    press_button(page)
    if not page.url.endswith("/pamelding-mottatt/"):
        press_button(page)

    assert page.url == f"{demo.url}{meeting.url}pamelding-mottatt/"
    signup = SignUp.objects.get(name="Kari Tastatur")
    assert (signup.organisation_name, signup.status) == ("Tastaturlaget", SignUp.Status.REGISTERED)


def test_first_stop_is_the_way_past_the_menu(demo, page):
    page.goto(demo.url)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
