"""Two people with the same page open: what changes reaches both, and disturbs nobody."""

import time

import pytest
from playwright.sync_api import expect

from portal.live.actions import forget, tell
from tests.accessibility import assert_accessible
from tests.factories import ThemeFactory
from tests.portal.live.conftest import SETTINGS
from tests.portal.live.kinds import HALL, WORDS
from tests.portal_process import PortalProcess

LIVE = [{"DJANGO_SETTINGS_MODULE": SETTINGS, "LIVE_LOOK_SECONDS": "0.2"}]
pytestmark = pytest.mark.parametrize("live_portal", LIVE, indirect=True)
SERVER_STOPS = 1012
CROWD = 16
# Remembers what became of each line, and when the page had the third of the words it missed.
KEEP_TIMES = """
  window.times = { tried: [], opened: [], closed: [], codes: [], right: null };
  window.WebSocket = class extends WebSocket {
    constructor(...where) {
      super(...where);
      times.tried.push(Date.now());
      this.addEventListener("open", () => times.opened.push(Date.now()));
      this.addEventListener("close", ({ code }) => times.closed.push(Date.now()) && times.codes.push(code));
    }
  };
  new MutationObserver(() => {
    if (document.querySelectorAll("#ord li").length === 3) times.right ??= Date.now();
  }).observe(document, { childList: true, subtree: true });
"""


def opened(page, live_portal, query=""):
    page.goto(f"{live_portal.url}/live-tests/{query}")
    expect(page.locator("html[data-live=open]")).to_be_attached()
    return page


@pytest.fixture
def other(context, browser):
    """Somebody else's browser."""
    theirs = browser.new_context(locale="nb-NO")
    yield theirs.new_page()
    theirs.close()


def add(title, what="said"):
    ThemeFactory(name=title)
    tell(HALL, "page", what=what, text=title)


def test_both_see_it_within_a_second_without_reload(page, other, live_portal):
    opened(page, live_portal)
    opened(other, live_portal)
    began = time.monotonic()

    add("Verkstedgata")

    for reader in (page, other):
        expect(reader.locator("#titler")).to_have_text("Verkstedgata", timeout=3000)
    assert time.monotonic() - began < 2
    expect(page.locator("body > [aria-live=polite]")).to_have_text("Verkstedgata")
    assert_accessible(page)


def test_what_is_typed_is_left_alone_until_one_is_done(page, live_portal):
    opened(page, live_portal)
    field = page.locator("#felt textarea")
    field.fill("Jeg skriver")

    add("Kafé")
    expect(page.locator("#titler")).to_have_text("Kafé")

    expect(field).to_have_value("Jeg skriver")
    field.fill("")
    page.locator("h1").click()
    expect(page.locator("#felt")).to_have_text("Kafé")


def test_what_one_reads_stays_where_it_is(page, live_portal):
    page.set_viewport_size({"width": 390, "height": 600})
    opened(page, live_portal, "?lines=40")
    line = page.locator("#etter-20")
    line.scroll_into_view_if_needed()
    before = line.bounding_box()["y"]

    for number in range(12):
        ThemeFactory(name=f"Konsept {number}")
    tell(HALL, "page", what="said")
    expect(page.locator("#titler li")).to_have_count(12)

    assert abs(line.bounding_box()["y"] - before) < 2


def test_news_can_wait_behind_a_button(page, live_portal):
    opened(page, live_portal)

    add("Utlån", what="asked")
    add("Kurs", what="asked")

    button = page.get_by_role("button", name="Vis 2 nye")
    expect(button).to_be_visible()
    expect(page.locator("#venter")).to_be_empty()
    button.click()
    expect(page.locator("#venter li")).to_have_count(2)
    expect(button).to_be_hidden()
    expect(page.locator("#venter")).to_be_focused()
    expect(page.locator("#titler")).to_be_empty()


def test_words_are_put_in_in_the_readers_language(page, other, live_portal):
    opened(page, live_portal)
    other.context.add_cookies([{"name": "django_language", "value": "en", "url": live_portal.url}])
    opened(other, live_portal)

    tell(WORDS, "page", what="said", n=1, target="#ord", swap="append")
    tell(WORDS, "page", what="said", n=2, target="#ord", swap="prepend")

    expect(page.locator("#ord li")).to_have_text(["Logg inn 2", "Logg inn 1"])


def test_page_that_was_away_catches_up(page, live_portal):
    opened(page, live_portal)
    page.context.set_offline(True)
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    expect(page.locator("html[data-live=away]")).to_be_attached()
    for number in range(3):
        tell(WORDS, "page", what="said", n=number, target="#ord", swap="append")
    expect(page.locator("#ord li")).to_have_count(0)

    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    expect(page.locator("#ord li")).to_have_text(["Logg inn 0", "Logg inn 1", "Logg inn 2"])


def test_page_that_missed_too_much_is_fetched_anew(page, live_portal):
    opened(page, live_portal)
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    add("Transport")
    forget(HALL, "page")

    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    expect(page.locator("#titler")).to_have_text("Transport")


def test_page_survives_its_server(page, live_portal, tmp_path):
    environment = LIVE[0]
    server = PortalProcess(tmp_path, **environment)
    opened(page, server)
    server.kill()
    expect(page.locator("html[data-live=away]")).to_be_attached()
    for number in range(3):
        tell(WORDS, "page", what="said", n=number, target="#ord", swap="append")

    server = PortalProcess(tmp_path, port=server.port, **environment)

    expect(page.locator("#ord li")).to_have_text(["Logg inn 0", "Logg inn 1", "Logg inn 2"], timeout=15000)
    page.goto("about:blank")
    server.stop()


def test_pages_that_lost_their_server_come_back_spread_and_are_right_in_three_seconds(
    context, live_portal, tmp_path
):
    """The portal's own pages, in milliseconds: each waits as long as its own script draws."""
    server = PortalProcess(tmp_path, **LIVE[0])
    context.add_init_script(KEEP_TIMES)
    pages = [opened(context.new_page(), server) for _ in range(CROWD)]

    server.stop()
    for number in range(3):
        tell(WORDS, "page", what="said", n=number, target="#ord", swap="append")
    server = PortalProcess(tmp_path, port=server.port, **LIVE[0])
    for page in pages:
        expect(page.locator("#ord li")).to_have_text(["Logg inn 0", "Logg inn 1", "Logg inn 2"])

    told = [page.evaluate("times") for page in pages]
    assert {each["codes"][0] for each in told} == {SERVER_STOPS}
    waited = [each["tried"][1] - each["closed"][0] for each in told]
    assert min(waited) >= 100
    assert max(waited) - min(waited) > 400
    assert len({each["tried"][1] // 100 for each in told}) >= 5
    contact = min(each["opened"][1] for each in told)
    assert max(each["right"] for each in told) - contact < 3000
    for page in pages:
        page.close()
    server.stop()


def test_page_works_without_a_line(page, live_portal):
    page.add_init_script("window.WebSocket = class { constructor() { throw new Error('none'); } };")
    page.clock.install()
    page.goto(f"{live_portal.url}/live-tests/")
    add("Møteplass")

    page.clock.fast_forward("00:31")

    expect(page.locator("#titler")).to_have_text("Møteplass")
