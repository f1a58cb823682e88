"""How the inputs were used: a new version of a page says what it takes up, and everyone can read it."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.models import SiteSettings
from partners.inputs.actions import answer_input, hide_input, marker_of
from partners.inputs.drafting import publish_draft
from partners.inputs.drafts import AnswerDraft
from partners.inputs.models import Answer, Input
from partners.inputs.several import say_what_was_used
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import InputFactory, PersonFactory, UserFactory
from tests.home.pages import concept, concepts
from tests.staff import COORDINATORS, EDITORS, facts, queries_of, signed_in

pytestmark = pytest.mark.django_db
WORDS = {"title": "Verkstedgata", "slug": "verkstedgata", "intro": "Kort.", "labels": "", "palette": "korall"}
EMPTY = dict.fromkeys(["picture", "seo_title", "search_description", "input_deadline"], "")
STREAMS = {name: streamfield([]) for name in ("icons", "sidebar", "documents")}


@pytest.fixture
def plan():
    it = concept(concepts(), "Verkstedgata", slug="verkstedgata")
    it.save_revision().publish()
    it.refresh_from_db()
    return it


@pytest.fixture
def inputs(plan):
    """Two of Kari and one of somebody else, about the page."""
    kari = PersonFactory(email="kari@example.no")
    return [
        InputFactory(page=plan, text=text, giver=giver)
        for text, giver in (("Heis", kari), ("Kafé", kari), ("Sykkelparkering", PersonFactory()))
    ]


def used(plan, *verdicts, by=None):
    inputs = [input for input, _status, _text in verdicts]
    told = {input: (status, text) for input, status, text in verdicts}
    seen = {input.pk: marker_of(input) for input in inputs}
    return say_what_was_used(plan, told, by=by or UserFactory(), seen=seen)


def at(plan):
    return reverse("inputs:used", args=[plan.pk])


def posted(plan, *verdicts):
    data = {}
    for input, status, text in verdicts:
        prefix = f"input-{input.pk}"
        data |= {f"{prefix}-status": status, f"{prefix}-text": text, f"{prefix}-seen": marker_of(input)}
    return data


def test_answers_belong_to_the_published_version_and_each_giver_is_told_once(plan, inputs):
    lift, cafe, parking = inputs

    used(plan, (lift, "adopted", "Det blir heis."), (cafe, "not_adopted", "Det er ikke plass."))
    used(plan, (parking, "partly", "Ti plasser."))

    assert {answer.version for answer in Answer.objects.all()} == {plan.live_revision}
    assert [answer.status for answer in Answer.objects.order_by("pk")] == ["adopted", "not_adopted", "partly"]
    together = render(Letter.objects.get(kind="inputs.answered_together")).text
    assert together.index("Heis") < together.index("Det blir heis.") < together.index("Kafé")
    assert "Det er ikke plass." in together
    assert Letter.objects.filter(kind="inputs.answered").count() == 1


def test_page_lists_what_each_of_its_versions_took_up(client, plan, inputs):
    lift, cafe, parking = inputs
    used(plan, (lift, "adopted", "Det blir heis."))
    plan.save_revision().publish()
    plan.refresh_from_db()
    used(plan, (cafe, "not_adopted", "Det er ikke plass."))
    answer_input(parking, status="partly", text="Svart for seg.", by=UserFactory())

    shown = client.get(plan.get_url())

    words = facts(shown)
    assert "Slik ble innspillene brukt" in words
    section = words[words.index('id="brukt"') :].split("</section>")[0]
    assert section.count("Versjonen fra") == 2
    assert section.index("Det er ikke plass.") < section.index("Det blir heis.")
    assert "Svart for seg." not in section


def test_what_the_public_may_not_read_is_not_listed(client, plan):
    private = InputFactory(page=plan, text="Hemmelig behov", visibility="municipality")
    hidden = InputFactory(page=plan, text="Skjult ord")
    used(plan, (private, "adopted", "Ja."), (hidden, "adopted", "Ja."))
    hide_input(hidden, reason="Navn", by=UserFactory())

    words = facts(client.get(plan.get_url()))

    assert "Slik ble innspillene brukt" not in words
    assert "Hemmelig behov" not in words
    assert "Skjult ord" not in words


def test_page_asks_as_often_however_much_was_used(client, plan, inputs):
    used(plan, (inputs[0], "adopted", "Ja."))
    queries_of(client, plan.get_url())
    one = queries_of(client, plan.get_url())
    used(plan, *((input, "partly", "Delvis.") for input in inputs[1:]))

    assert queries_of(client, plan.get_url()) == one


def test_desk_shows_what_waits_and_publishes_what_is_chosen(client, plan, inputs):
    desk = signed_in(client, COORDINATORS)
    lift, cafe, _parking = inputs
    shown = desk.get(at(plan))
    assert [form.input for form in shown.context["verdict_forms"]] == inputs

    data = posted(plan, (lift, "adopted", "Det blir heis."), (cafe, "", ""))
    answer = desk.post(at(plan), data)

    assert answer.status_code == 302
    assert list(Input.objects.order_by("pk").values_list("status", flat=True)) == ["adopted", "new", "new"]
    assert [form.input for form in desk.get(at(plan)).context["verdict_forms"]] == inputs[1:]


@pytest.mark.parametrize(
    ("status", "text"), [("adopted", ""), ("", "Behold meg."), ("answered", "Behold meg.")]
)
def test_verdict_needs_a_reason_and_a_reason_a_verdict(client, plan, inputs, status, text):
    desk = signed_in(client, COORDINATORS)

    answer = desk.post(at(plan), posted(plan, (inputs[0], status, text), (inputs[1], "adopted", "Ja.")))

    assert answer.status_code == 422
    assert Answer.objects.count() == 0
    assert text in answer.content.decode()


def test_what_was_answered_meanwhile_is_left_alone_and_told(client, plan, inputs):
    desk = signed_in(client, COORDINATORS)
    hide_input(inputs[0], reason="Navn", by=desk.user)
    data = posted(plan, (inputs[1], "adopted", "Ja."), (inputs[2], "adopted", "Ja."))
    data[f"input-{inputs[1].pk}-seen"] = "new:99"

    answer = desk.post(at(plan), data, follow=True)

    told = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert list(Answer.objects.values_list("input", flat=True)) == [inputs[2].pk]
    assert "Kafé" in answer.content.decode() + told


def test_words_to_what_was_answered_meanwhile_are_kept(client, plan, inputs):
    desk = signed_in(client, COORDINATORS)
    data = posted(plan, (inputs[0], "adopted", "Mine ord"), (inputs[1], "adopted", "Ja."))
    answer_input(inputs[0], status="partly", text="Et annet svar", by=UserFactory())

    answer = desk.post(at(plan), data)

    assert answer.status_code == 422
    assert "Mine ord" in facts(answer)
    assert sorted(Answer.objects.values_list("text", flat=True)) == ["Et annet svar", "Ja."]


def test_alike_verdicts_are_one_draft_where_two_must_agree(client, plan, inputs):
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.answers_need_approval = True
    settings.save()
    desk = signed_in(client, COORDINATORS)
    verdicts = [(inputs[0], "adopted", "Ja."), (inputs[1], "adopted", "Ja."), (inputs[2], "partly", "Litt.")]

    assert desk.post(at(plan), posted(plan, *verdicts)).status_code == 302

    assert not Answer.objects.exists()
    drafts = AnswerDraft.objects.order_by("text")
    assert [(each.text, each.inputs.count(), each.version) for each in drafts] == [
        ("Ja.", 2, plan.live_revision),
        ("Litt.", 1, plan.live_revision),
    ]
    publish_draft(drafts[0], by=UserFactory(), turn=1)
    assert set(Answer.objects.values_list("version", flat=True)) == {plan.live_revision_id}


def publish(desk, plan):
    body = {"body": streamfield([("text", rich_text("<p>Nå med heis.</p>"))])}
    fields = WORDS | EMPTY | STREAMS | body | {"comments": inline_formset([])}
    data = nested_form_data(fields | {"action-publish": "1"})
    answer = desk.post(reverse("wagtailadmin_pages:edit", args=[plan.pk]), data)
    assert answer.status_code == 302
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_who_publishes_is_asked_what_of_it_is_taken_up(client, plan, inputs):
    desk = signed_in(client, COORDINATORS)
    desk.user.groups.add(Group.objects.get(name=EDITORS))

    told = publish(desk, plan)

    assert "3 innspill om denne siden venter på svar" in told
    assert at(plan) in told


def test_editor_without_the_right_to_answer_is_told_and_led_nowhere(client, plan, inputs):
    told = publish(signed_in(client, EDITORS), plan)

    assert "3 innspill om denne siden venter på svar" in told
    assert at(plan) not in told


def test_nobody_is_asked_when_nothing_waits(client, plan):
    assert "venter på svar" not in publish(signed_in(client, EDITORS), plan)
