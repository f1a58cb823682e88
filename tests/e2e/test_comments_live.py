"""Two people with the same concept open: what is said at a block reaches both, and disturbs nobody."""

import time

import pytest
from playwright.sync_api import expect

from home.models import ConceptPage
from partners.comments.actions import Said, give_comment
from partners.comments.places import block_id, find_place
from partners.inputs.actions import answer_input, hide_input
from tests.accessibility import assert_accessible
from tests.e2e.test_my_page import become
from tests.factories import PersonFactory
from tests.staff import COORDINATORS, staff

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)
SECOND = 1000
SPOKEN = "body > [aria-live=polite]"


@pytest.fixture
def concept(demo):
    return ConceptPage.objects.get(slug="verkstedgata")


@pytest.fixture
def place(concept):
    return find_place(concept.pk, block_id(concept.body[1]))


@pytest.fixture
def reading(demo, place, new_context):
    """`reading()`: a browser of somebody's with the comments on the block open, and a line to the hub."""

    def sit_down(persona=None, query=""):
        page = new_context().new_page()
        if persona:
            become(page, demo, persona)
        page.goto(demo.url + place.page.url)
        expect(page.locator("html[data-live=open]")).to_be_attached()
        page.locator(f"#comments-{place.block}").click()
        page.locator("#comments-panel #comment-thread").wait_for()
        if query:
            page.locator("#comments-panel a", has_text=query).click()
        return page

    return sit_down


def say(place, text):
    return give_comment(place, said=Said(text=text, name="Turid Vik"), person=PersonFactory())


def test_a_comment_reaches_the_others_handle_and_panel_and_leaves_what_they_write(reading, place):
    per, guest = reading("frivillig"), reading()
    guest.locator("#comment_text").press_sequentially("Jeg har begynt å")
    before = guest.locator("#comment_text").bounding_box()["y"]

    per.fill("#comment_text", "Sett av plass til sykler.")
    per.locator("#comments-panel form button[type=submit]").click()
    per.locator("#comment-thread [role=status]").wait_for()
    began = time.monotonic()

    expect(guest.locator("#comment-thread")).to_contain_text("Sett av plass til sykler.", timeout=3 * SECOND)
    expect(guest.locator(f"#comments-{place.block}")).to_contain_text("2 kommentarer")
    assert time.monotonic() - began < 2
    expect(guest.locator("#comment_text")).to_have_value("Jeg har begynt å")
    assert abs(guest.locator("#comment_text").bounding_box()["y"] - before) < 2
    expect(guest.locator(SPOKEN)).to_have_text("1 ny kommentar")
    expect(per.locator(f"#comments-{place.block}")).to_contain_text("2 kommentarer")
    expect(per.locator("#comment-thread article")).to_have_count(2)
    expect(per.locator(SPOKEN)).to_have_text("Kommentaren din er mottatt. Kommunen leser den og svarer.")
    assert_accessible(guest)


def test_an_answer_and_what_is_hidden_follow_at_the_block(reading, place):
    given = say(place, "Hvem vasker gulvet?")
    guest = reading()
    shown = guest.locator(f"#comment-thread #innspill-{given.pk}")

    answer_input(given, status="adopted", text="Det gjør kommunen.", by=staff(COORDINATORS))
    expect(shown).to_contain_text("Det gjør kommunen.", timeout=3 * SECOND)
    expect(shown.locator(".om-innspill__hode").first).to_contain_text("Tas med")
    expect(guest.locator(SPOKEN)).to_have_text("1 nytt svar fra kommunen")

    hide_input(given, reason="Navngir en privatperson", by=staff(COORDINATORS))
    expect(shown).to_have_count(0, timeout=3 * SECOND)
    expect(guest.locator(f"#comments-{place.block}")).to_contain_text("1 kommentar")


def test_new_ones_wait_behind_a_button_where_they_would_come_on_top(reading, place):
    guest = reading(query="Nyeste først")
    guest.locator("#comments-panel strong", has_text="Nyeste først").wait_for()

    say(place, "Første nye")
    say(place, "Andre nye")

    button = guest.get_by_role("button", name="Vis 2 nye")
    expect(button).to_be_visible(timeout=3 * SECOND)
    expect(guest.locator("#comment-thread article")).to_have_count(1)
    assert_accessible(guest)
    button.click()
    expect(guest.locator("#comment-thread article").first).to_contain_text("Andre nye")
    expect(button).to_be_hidden()
