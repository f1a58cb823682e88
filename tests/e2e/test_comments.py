"""Comments on the concept in a browser: by the keys, on a quote, carried through an edit, by a guest."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import expect

from home.models import ConceptPage
from partners.comments.actions import Said, give_comment
from partners.comments.models import CommentDraft, HeldComment
from partners.comments.places import block_id, find_place, place_url
from partners.inputs.models import Input
from partners.people.models import User
from tests.accessibility import assert_accessible
from tests.e2e.test_invitation import deliver_to, text_of
from tests.e2e.test_keyboard import tab_to
from tests.e2e.test_my_page import become
from tests.staff import EDITORS

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SIZES = [pytest.param(PHONE, id="phone"), pytest.param(LAPTOP, id="laptop")]
SENT = "#comment-thread [role=status]"


@pytest.fixture
def concept(demo):
    return ConceptPage.objects.get(slug="verkstedgata")


@pytest.fixture
def block(concept):
    """The first paragraph of «Verkstedgata»."""
    return block_id(concept.body[1])


def open_panel(page, address, block):
    page.goto(address)
    page.locator(f"#comments-{block}").click()
    page.locator("#comments-panel #comment-thread").wait_for()


def listen(page):
    """Every error that the page tells of, the policy's too."""
    heard = []
    page.on(
        "console",
        lambda message: heard.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.mark.parametrize("size", SIZES)
def test_comment_by_the_keys_alone(demo, page, concept, block, size):
    heard = listen(page)
    page.set_viewport_size(size)
    become(page, demo, "frivillig")
    page.goto(demo.url + concept.url)
    tab_to(page, f"#comments-{block}")
    page.keyboard.press("Enter")
    page.locator("#comment-thread").wait_for()
    expect(page.locator("#comments-panel h2:focus")).to_have_count(1)

    page.keyboard.press("Escape")
    expect(page.locator("#comments-panel[open]")).to_have_count(0)
    expect(page.locator(f"#comments-{block}:focus")).to_have_count(1)

    page.keyboard.press("Enter")
    page.locator("#comment-thread").wait_for()
    tab_to(page, "#comment_text")
    page.keyboard.type("La oss få **prøve** maskinene.")
    tab_to(page, "#comments-panel form button[type=submit]")
    page.keyboard.press("Enter")

    page.locator(SENT).wait_for()
    page.locator(f"{SENT}:focus").wait_for()
    assert page.locator("#comment-thread article strong", has_text="prøve").count() == 1
    expect(page.locator(f"#comments-{block}")).to_contain_text("2 kommentarer")
    assert Input.objects.get(text__startswith="La oss få").block == block
    # What looks for faults applies styles of its own, so it comes after.
    assert heard == []
    assert_accessible(page)


def test_bad_input_stays_in_the_panel_and_is_told(demo, page, concept, block):
    become(page, demo, "frivillig")
    open_panel(page, demo.url + concept.url, block)
    page.fill("#comment_quote", "Dette står ikke i teksten")
    page.locator("#comments-panel form button[type=submit]").click()

    page.locator("#comments-panel [data-error-summary]:focus").wait_for()
    assert page.input_value("#comment_quote") == "Dette står ikke i teksten"
    assert_accessible(page)


@pytest.mark.parametrize("size", SIZES)
def test_comment_on_a_marked_quote(demo, page, concept, block, size):
    page.set_viewport_size(size)
    become(page, demo, "partner")
    page.goto(demo.url + concept.url)
    page.evaluate(
        """(id) => {
          const node = document.querySelector(`#b-${id} p`).firstChild;
          const start = node.data.indexOf("fire verksteder");
          getSelection().setBaseAndExtent(node, start, node, start + "fire verksteder".length);
        }""",
        str(block),
    )
    button = page.locator(f"#b-{block} [data-comment-quote]")
    button.wait_for()
    assert_accessible(page)
    button.click()
    page.locator("#comments-panel #comment-thread").wait_for()
    expect(page.locator("#comment_quote")).to_have_value("fire verksteder")
    page.locator("#comment_text:focus").fill("Hvorfor ikke fem?")
    page.locator("#comments-panel form button[type=submit]").click()
    page.locator(f"{SENT}:focus").wait_for()

    given = Input.objects.get(text="Hvorfor ikke fem?")
    assert (given.quote, given.quote_before) == ("fire verksteder", "Langs Verkstedgata ligger")
    marked = page.evaluate("[...CSS.highlights.get('comment-quotes')].map((range) => range.toString())")
    assert "fire verksteder" in marked


def test_an_editor_rewrites_the_block_and_says_what_was_taken_up(demo, page, smtp_server, concept, block):
    """In the page editor itself, by somebody who both edits and answers; then as the public reads it."""
    volunteer = User.objects.get(name="Per Olav Vik")
    said = Said(text="Fire er for lite.", name=volunteer.name)
    given = give_comment(find_place(concept.pk, block), said=said, person=volunteer.person)
    User.objects.get(name="Amina Hassan").groups.add(Group.objects.get(name=EDITORS))
    become(page, demo, "koordinator")

    page.goto(demo.url + reverse("wagtailadmin_pages:edit", args=[concept.pk]))
    rewrite_in_editor(page, block, "Langs Verkstedgata ligger fem verksteder.")
    page.locator(".footer [data-w-dropdown-target=toggle]").click()
    page.locator("button[name=action-publish]").click()
    page.locator(".messages a", has_text="Si hvordan de er brukt").click()
    page.select_option(f"[name=input-{given.pk}-status]", "adopted")
    page.fill(f"[name=input-{given.pk}-text]", "Vi har plass til ett verksted til.")
    page.locator("main button[type=submit]", has_text="Publiser svarene").click()
    page.locator(".messages", has_text="1 innspill er besvart").wait_for()
    letters = [text_of(letter) for letter in deliver_to(smtp_server, volunteer.email)]
    assert len([each for each in letters if "Vi har plass til ett verksted til." in each]) == 1

    page.context.clear_cookies()
    page.goto(demo.url + concept.url)
    used = page.locator("section", has=page.locator("h2", has_text="Slik ble innspillene brukt"))
    assert "Vi har plass til ett verksted til." in used.inner_text()
    open_panel(page, demo.url + concept.url, block)
    carried = page.locator("#comment-thread article", has_text="Fire er for lite.")
    assert "Vi har plass til ett verksted til." in carried.inner_text()
    carried.locator("summary", has_text="Skrevet til en tidligere tekst").click()
    expect(carried.locator("del").first).to_contain_text("fire")
    expect(carried.locator("ins").first).to_contain_text("fem")
    assert_accessible(page)


def rewrite_in_editor(page, block, words):
    """Type another text into one block of the page that is being edited."""
    text = page.locator(f"[data-contentpath='{block}'] [contenteditable=true]")
    text.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    # The editor hands over what is typed a moment later.
    kept = page.locator(f"[data-contentpath='{block}'] input[name^=body-][name$=-value]")
    expect(kept).to_have_value(re.compile(re.escape(words)))


def test_a_guest_confirms_by_the_link_in_the_letter(demo, page, smtp_server, concept, block):
    page.set_viewport_size(PHONE)
    open_panel(page, demo.url + concept.url, block)
    page.fill("#comment_text", "Jeg kan lære bort å stoppe sokker.")
    page.fill("#comment_name", "Gro Gjest")
    page.fill("#comment_email", "gro@gjest.example")
    page.wait_for_timeout(3100)
    page.locator("#comments-panel form button[type=submit]").click()
    page.locator(SENT, has_text="Se i e-posten din").wait_for()
    assert_accessible(page)
    assert not Input.objects.filter(giver_name="Gro Gjest").exists()

    [letter] = deliver_to(smtp_server, "gro@gjest.example")
    assert "stoppe sokker" in text_of(letter)
    page.goto(demo.url + re.search(r"/kommentarer/bekreft/\S+", text_of(letter)).group())
    assert_accessible(page)
    page.locator("main form button[type=submit]").click()
    page.locator("h1", has_text="Kommentaren din er mottatt").wait_for()
    assert_accessible(page)
    assert Input.objects.get(giver_name="Gro Gjest").block == block
    page.goto(demo.url + place_url(concept.pk, block))
    assert page.locator("article", has_text="stoppe sokker").count() == 1


def test_what_is_begun_is_kept(demo, page, concept, block):
    open_panel(page, demo.url + concept.url, block)
    page.locator("#comment_text").press_sequentially("En gjest begynner")
    page.locator("[data-draft-status]", has_text="Kladden din").wait_for()
    open_panel(page, demo.url + concept.url, block)
    expect(page.locator("#comment_text")).to_have_value("En gjest begynner")

    become(page, demo, "frivillig")
    open_panel(page, demo.url + concept.url, block)
    expect(page.locator("#comment_text")).to_have_value("")
    page.locator("#comment_text").press_sequentially("Per Olav begynner")
    page.locator("[data-draft-status]", has_text="Kladden din").wait_for()
    assert CommentDraft.objects.get().text == "Per Olav begynner"
    page.goto(demo.url + place_url(concept.pk, block))
    expect(page.locator("#comment_text")).to_have_value("Per Olav begynner")


def test_everything_works_without_script(demo, browser, browser_context_args, concept, block):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto(demo.url + concept.url)
    page.locator(f"#comments-{block}").click()
    page.wait_for_url(f"**{place_url(concept.pk, block)}")
    page.fill("[name=text]", "Uten skript går det også.")
    page.fill("[name=quote]", "fire verksteder")
    page.fill("[name=name]", "Ola Uten Skript")
    page.fill("[name=email]", "ola@skript.example")
    page.locator("form.om-skjema button[type=submit]").click()
    page.wait_for_load_state("domcontentloaded")
    if page.locator("form.om-skjema .ds-alert[role=alert]").count():
        page.locator("form.om-skjema button[type=submit]").click()
    page.wait_for_url("**/sjekk-eposten/")
    assert HeldComment.objects.get(name="Ola Uten Skript").quote == "fire verksteder"

    become(page, demo, "frivillig")
    page.goto(demo.url + place_url(concept.pk, block))
    page.fill("[name=text]", "Innlogget uten skript.")
    page.locator("form.om-skjema button[type=submit]").click()
    page.locator("article", has_text="Innlogget uten skript.").locator("a", has_text="Endre").click()
    page.fill("[name=text]", "Endret uten skript.")
    page.locator("main form button[type=submit]").click()
    page.locator("article", has_text="Endret uten skript.").locator("a", has_text="Trekk tilbake").click()
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    assert not Input.objects.filter(text="Endret uten skript.").exists()
    context.close()


def test_every_page_stands_in_both_languages_and_sizes(demo, page, concept, block):
    house = ConceptPage.objects.get(slug="ombrukshuset")
    addresses = [
        concept.url,
        place_url(concept.pk, block),
        place_url(concept.pk),
        place_url(house.pk, block_id(house.body[1])),
        f"/kommentarer/{house.pk}/tidligere/",
        "/kommentarer/sjekk-eposten/",
        "/kommentarer/bekreft/finnes-ikke/",
    ]
    for size in (PHONE, LAPTOP):
        page.set_viewport_size(size)
        for address in addresses:
            for language in ("", "/en"):
                if language and address == concept.url:
                    continue
                page.goto(demo.url + language + address)
                closed = page.locator("main details:not([open]) > summary")
                while closed.count():
                    closed.first.click()
                assert_accessible(page)
