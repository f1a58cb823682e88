"""The moderators' desk: reports, decisions, words that are removed, and who is kept out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.inputs.models import Input
from partners.threads.actions import post_reply, report, vote
from partners.threads.models import Exclusion, Reply, Report, Talk
from tests.factories import ReplyFactory, UserFactory
from tests.staff import COORDINATORS, facts, queries_of, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return signed_in(client, COORDINATORS)


def case(name, thing):
    kind = "svar" if isinstance(thing, Reply) else "innspill"
    return reverse(f"threads:{name}", args=[kind, thing.pk])


def test_queue_says_how_many_and_why_and_costs_the_same(desk, input):
    report(input, by=UserFactory(), reason="personal")
    with_one = queries_of(desk, reverse("threads:index"))
    for number in range(3):
        reply = ReplyFactory(input=input, text=f"Dumt svar {number}")
        for _ in range(number + 1):
            report(input, reply=reply, by=UserFactory(), reason="rude")

    page = facts(desk.get(reverse("threads:index")))

    assert "Trakassering, trusler eller hets (3)" in page
    assert page.index("Dumt svar 2") < page.index("Dumt svar 0")
    assert queries_of(desk, reverse("threads:index")) <= with_one


@pytest.mark.parametrize(
    ("decision", "state", "outcome"),
    [("keep", "shown", "kept"), ("ask", "shown", "asked"), ("hide", "hidden", "hidden")],
)
def test_decision_about_a_reply(desk, input, silje, decision, state, outcome):
    reply = post_reply(input, by=UserFactory(), text="Dumt.")
    report(input, reply=reply, by=silje, reason="rude")

    answer = desk.post(case("case", reply), {"decision": decision, "reason": "Regel 2"})

    reply.refresh_from_db()
    assert (answer.status_code, reply.state, Report.objects.get().outcome) == (302, state, outcome)


def test_hiding_needs_a_reason(desk, input):
    reply = ReplyFactory(input=input)

    for decision in ("hide", "ask"):
        assert desk.post(case("case", reply), {"decision": decision}).status_code == 422
    reply.refresh_from_db()
    assert reply.is_shown


def test_input_is_hidden_and_a_reply_shown_again(desk, input):
    desk.post(case("case", input), {"decision": "hide", "reason": "Regel 2"})
    reply = ReplyFactory(state="hidden", hidden_because="x")

    desk.post(case("restore", reply))

    input.refresh_from_db()
    reply.refresh_from_db()
    assert (input.status, reply.is_shown) == (Input.Status.HIDDEN, True)
    assert desk.post(case("restore", input)).status_code == 404


def test_words_are_removed(desk, input):
    data = {"words": "bussen", "reason": "personopplysning"}
    assert desk.post(case("redact", input), data).status_code == 302
    assert desk.post(case("redact", input), data).status_code == 422

    input.refresh_from_db()
    assert "bussen" not in input.text


def test_author_is_kept_out_until_the_end_of_a_day_and_let_in(desk, input, silje):
    reply = ReplyFactory(input=input, author=silje)
    day = timezone.localdate() + timedelta(days=3)
    for wrong in ("", str(day - timedelta(days=9)), str(day + timedelta(days=400))):
        assert desk.post(case("exclude", reply), {"until": wrong, "reason": "Hets"}).status_code == 422

    assert desk.post(case("exclude", reply), {"until": str(day), "reason": "Hets"}).status_code == 302

    made = Exclusion.objects.get()
    assert (made.person.email, timezone.localtime(made.until).date()) == (silje.email, day)
    assert silje.email in facts(desk.get(reverse("threads:exclusions")))
    desk.post(reverse("threads:lift", args=[made.pk]))
    made.refresh_from_db()
    assert not made.is_in_force


def test_page_of_an_input_tells_its_whole_life(desk, input, silje, per):
    reply = post_reply(input, by=silje, text="Enig i alt.")
    vote(input, by=per, value="agree", turn=0)
    report(input, reply=reply, by=per, reason="rude", text="Stygt sagt.")
    desk.post(case("case", reply), {"decision": "hide", "reason": "Regel 2"})

    page = facts(desk.get(reverse("inputs:input", args=[input.pk])))

    for words in ("Enig i alt.", "Stygt sagt.", "Regel 2", "Silje Lunde", silje.email, per.email):
        assert words in page


def test_conversation_about_a_page_is_closed(desk, input):
    address = reverse("threads:talk", args=[input.page_id])
    assert desk.get(address).status_code == 200

    answer = desk.post(address, {"closes_at": "2030-01-01T12:00", "counts": "at_once"})

    talk = Talk.objects.get()
    assert (answer.status_code, talk.page_id, talk.counts) == (302, input.page_id, "at_once")
    assert timezone.localtime(talk.closes_at).hour == 12


def test_panel_tells_of_what_waits(desk, input, silje):
    report(input, by=silje, reason="rude")

    page = facts(desk.get("/admin/"))

    assert "1 sak er meldt" in page
