"""The demo, served and browsed: what a visitor sees, with mail that really leaves."""

import pytest

PHONE = {"width": 390, "height": 844}
# Remembers when each text came into the region that is read out.
LISTEN = """() => {
  window.said = [];
  const region = document.querySelector("body > [aria-live=polite]");
  const hear = () => region.textContent && window.said.push([performance.now(), region.textContent]);
  new MutationObserver(hear).observe(region, { childList: true });
}"""


@pytest.fixture
def demo(live_portal, django_db_setup):
    """The demo's content on a running portal that shows it; `demo.url` is its address."""
    live_portal.load_demo(django_db_setup)
    return live_portal


@pytest.fixture
def phone(page):
    page.set_viewport_size(PHONE)
    return page


@pytest.fixture
def press():
    """Send the page's own form, and once more when it asks for a second look because we were quick."""

    def send(page, button="main form.om-skjema button[type=submit]"):
        page.locator(button).last.click()
        page.wait_for_load_state("domcontentloaded")
        if page.locator("main .ds-alert[role=alert]").count():
            page.locator(button).last.click()

    return send
