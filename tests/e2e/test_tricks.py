"""What people try in a text field to make it run, in a browser, after each way by which text comes in.

There is no import and no admin page that writes another's words: text comes by the form, from the panel, and
from the desk, for one or for several. Whatever else writes rows goes past all of these, and stands here as
`bulk_create` and `update`.
"""

import uuid

import pytest
from django.urls import reverse

from home.models import ConceptPage
from partners.comments.models import BlockText, EarlierText
from partners.comments.places import block_id, find_place
from partners.inputs.models import Answer, Input, InputFile, Remark, StatusChange
from partners.people.models import User
from partners.threads.models import EarlierReply, Reply
from tests.e2e.test_my_page import become
from tests.staff import COORDINATORS, signed_in
from tests.xss import CORPUS

pytestmark = pytest.mark.parametrize("live_portal", [{"DEMO": "1"}], indirect=True)
# PostgreSQL itself takes no null characters.
RAW = [trick.replace("\0", "") for trick in CORPUS]
TOGETHER = 5
CHUNKS = ["\n\n".join(CORPUS[n : n + TOGETHER]) for n in range(0, len(CORPUS), TOGETHER)]
SAID = {"kind": "comment", "shown_as": "name", "visibility": "everyone"}
TOUCH_ALL_LINKS = """() => {
  for (const link of document.querySelectorAll("main a, [data-wagtail-main] a, article a")) {
    link.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    link.focus();
  }
}"""


@pytest.fixture
def places(demo):
    """A block that is written to, and another one."""
    concept = ConceptPage.objects.get(slug="verkstedgata")
    return [find_place(concept.pk, block_id(concept.body[number])) for number in (1, 2)]


@pytest.fixture
def reader(page, demo):
    """`reader(address)`: read a page and touch what can be touched; what runs or is stopped fails."""
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.add_init_script("window.fired = () => { document.documentElement.dataset.fired = 'yes'; }")

    def read(address):
        assert page.goto(demo.url + address).status == 200
        page.evaluate(TOUCH_ALL_LINKS)
        assert page.evaluate("document.documentElement.dataset.fired") is None
        assert heard == []
        return page

    return read


def read_all(reader, address, rows):
    """Read every page of a list. Returns how many rows there were."""
    read = 0
    while address:
        page = reader(address)
        read += page.locator(rows).count()
        following = page.locator("a[rel=next]")
        address = following.first.get_attribute("href") if following.count() else ""
    return read


def said_by_form(client, place, **headers):
    """Each from an address of its own, since one address may not say so much."""
    for number, text in enumerate(CHUNKS):
        data = SAID | {"text": f"{number}\n\n{text}"}
        answer = client.post(place.url, data, REMOTE_ADDR=f"10.{len(headers)}.0.{number}", headers=headers)
        assert answer.status_code == (200 if headers else 302)


def test_what_is_said_by_the_form_and_in_the_panel_runs_nothing(reader, client, places):
    client.force_login(User.objects.get(name="Per Olav Vik"))
    place, other = places
    said_by_form(client, place)
    said_by_form(client, other, **{"HX-Request": "true"})

    for each in places:
        assert read_all(reader, each.url, "#comment-thread article") >= len(CHUNKS)


def test_what_is_answered_at_the_desk_runs_nothing(reader, client, places, page, demo):
    """One by one, for several at once, and for what a published page takes up."""
    place = places[0]
    one, several, used = (bulk(place, [f"{n}" for n in range(len(CHUNKS))]) for _path in range(3))
    desk = signed_in(client, COORDINATORS)
    for input, text in zip(one, CHUNKS, strict=True):
        said = {"status": "answered", "text": text, "step": "send", "seen": "new:0"}
        assert desk.post(reverse("inputs:input", args=[input.pk]), said).status_code == 302
        assert (
            desk.post(reverse("inputs:remark", args=[input.pk]), {"remark": text[:2000]}).status_code == 302
        )
    for input, text in zip(several, CHUNKS, strict=True):
        said = {"inputs": [input.pk], "what": "answer", "status": "adopted", "text": text}
        assert desk.post(reverse("inputs:several"), said | {f"seen_{input.pk}": "new:0"}).status_code == 302
    verdicts = {}
    for input, text in zip(used, CHUNKS, strict=True):
        said = {"status": "partly", "text": text, "seen": "new:0"}
        verdicts |= {f"input-{input.pk}-{name}": value for name, value in said.items()}
    assert desk.post(reverse("inputs:used", args=[place.page.pk]), verdicts).status_code == 302
    assert Answer.objects.filter(input__in=[*one, *several, *used]).count() == 3 * len(CHUNKS)

    assert read_all(reader, place.url, "#comment-thread article") >= 3 * len(CHUNKS)
    reader(place.page.get_url())
    become(page, demo, "koordinator")
    reader(reverse("inputs:input", args=[one[0].pk]))


def test_what_is_written_past_all_actions_runs_nothing(reader, places, page, demo):
    place, other = places
    bulk(place, RAW)
    for row, trick in zip(bulk(other, ["…"] * len(RAW)), RAW, strict=True):
        Input.objects.filter(pk=row.pk).update(**everywhere(trick))
    BlockText.objects.filter(block=other.block).update(text="\n".join(RAW))
    talked_about = bulk(place, ["Det det snakkes om"])[0]
    talk(talked_about)

    assert read_all(reader, place.url, "#comment-thread article") >= len(RAW)
    assert read_all(reader, other.url, "#comment-thread article") >= len(RAW)
    assert read_all(reader, reverse("input_list"), "article") >= 2 * len(RAW)
    reader(talked_about.get_absolute_url())
    reader(f"{reverse('search')}?q=fired")
    become(page, demo, "koordinator")
    for address in ("inputs:index", "inputs:several", "threads:index"):
        reader(reverse(address))
    reader(reverse("inputs:input", args=[talked_about.pk]))
    reader(reverse("inputs:used", args=[place.page.pk]))


def everywhere(trick):
    """In every field of an input that holds words."""
    return {
        "text": trick,
        "question_text": trick[:300],
        "quote": trick[:600],
        "giver_name": trick[:120],
        "giver_organisation": trick[:160],
    }


def bulk(place, texts):
    """Inputs about a block that no action has seen."""
    kept, _made = BlockText.objects.get_or_create(
        translation_key=place.page.translation_key,
        block=place.block,
        digest="raw",
        defaults={"block_type": "text", "text": "Slik den en gang lød."},
    )
    fields = {"page_id": place.page.pk, "block": place.block, "written_to": kept}
    return Input.objects.bulk_create(
        Input(**fields, **SAID | everywhere(text), client_id=uuid.uuid4()) for text in texts
    )


def talk(input):
    """Everything that can be said about an input, by each trick, past all actions."""
    by = User.objects.get(name="Amina Hassan")
    Reply.objects.bulk_create(
        Reply(input=input, author=by, author_name=trick[:120], text=trick, quote=trick[:500]) for trick in RAW
    )
    EarlierReply.objects.bulk_create(
        EarlierReply(reply=reply, text=reply.text) for reply in input.replies.all()
    )
    Answer.objects.bulk_create(Answer(input=input, status="adopted", text=trick, by=by) for trick in RAW)
    EarlierText.objects.bulk_create(EarlierText(input=input, text=trick) for trick in RAW)
    Remark.objects.bulk_create(Remark(input=input, text=trick, by=by) for trick in RAW)
    StatusChange.objects.bulk_create(
        StatusChange(input=input, before="new", after="new", reason=trick[:300], by=by) for trick in RAW
    )
    InputFile.objects.bulk_create(
        InputFile(input=input, file="x", name=trick[:120], content_type="x", size=1, sha256=str(number))
        for number, trick in enumerate(RAW)
    )
