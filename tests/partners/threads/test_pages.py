"""The conversation on an input's page, its forms, and the lines in lists."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale

from home.models import HomePage, StandardPage
from partners.inputs.actions import hide_input
from partners.inputs.models import Input
from partners.organisations.models import Membership
from partners.threads.actions import post_reply, vote
from partners.threads.models import Follow, Reply, Report, Talk, Vote
from partners.threads.moderating import exclude, hide_reply
from partners.threads.views import REPLIES
from tests.factories import HomePageFactory, InputFactory, MembershipFactory, ReplyFactory, UserFactory
from tests.partners.threads.conftest import account_of
from tests.staff import facts, queries_of

THREAD_QUERIES = 15
LIST_EXTRA = 2


@pytest.fixture(autouse=True)
def _home(db):
    HomePageFactory()


@pytest.fixture
def member(client, silje):
    MembershipFactory(user=silje)
    client.force_login(silje)
    return client


def body(**fields):
    return {"text": "Enig.", "client_id": str(uuid.uuid4()), "follow": "on"} | fields


def write(client, input, **fields):
    return client.post(reverse("reply_write", args=[input.pk]), body(**fields))


def page_of(client, input):
    with override("en"):
        response = client.get(input.get_absolute_url())
    assert response.status_code == 200
    return facts(response)


def test_thread_of_forty_replies_is_so_many_queries_for_a_member(member, input, silje, per):
    first = ReplyFactory(input=input, author=silje)
    vote(input, by=silje, value="agree", turn=0)
    with_one = queries_of(member, input.get_absolute_url())
    for number in range(39):
        organisation = MembershipFactory().organisation
        said = post_reply(input, by=per, text=f"@{silje.name} {number}", quote="Bussen", quoted=first)
        Reply.objects.filter(pk=said.pk).update(organisation=organisation)

    with_forty = queries_of(member, input.get_absolute_url())

    assert with_forty <= with_one <= THREAD_QUERIES


def test_list_of_forty_takes_two_queries_more_for_votes_and_replies(member, input, silje, monkeypatch):
    for _ in range(40):
        ReplyFactory(input=InputFactory(page=input.page))
    monkeypatch.setattr("partners.inputs.views.mark", lambda user, inputs: inputs)
    without = queries_of(member, reverse("input_list"))
    monkeypatch.undo()

    assert queries_of(member, reverse("input_list")) <= without + LIST_EXTRA


def test_reply_is_published_for_the_organisation_that_one_represents(member, input, silje):
    response = write(member, input)

    reply = Reply.objects.get()
    assert response.status_code == 302
    assert response["Location"].endswith(f"/innspill/{input.pk}/#svar-{reply.pk}")
    assert reply.organisation == Membership.objects.get(user=silje).organisation
    assert f"Silje Lunde, {reply.organisation.name}" in page_of(member, input)
    assert Follow.objects.get().is_on


def test_htmx_gets_the_thread_and_a_bad_reply_keeps_what_was_typed(member, input):
    address = reverse("reply_write", args=[input.pk])

    good = member.post(address, body(), headers={"HX-Request": "true"})
    bad = member.post(address, body(text="x" * 4001), headers={"HX-Request": "true"})

    assert (good.status_code, facts(good).startswith('<section class="om-stabel om-samtale"')) == (200, True)
    assert (bad.status_code, bad["HX-Retarget"]) == (422, "#skriv-svar")
    assert "x" * 4001 in facts(bad)


def test_bad_reply_without_script_comes_back_on_a_page_of_its_own(member, input):
    response = write(member, input, text="", quoted="innspill", quote="Dette står ikke der")

    assert response.status_code == 422
    assert "Dette står ikke der" in facts(response)


def test_quote_link_fills_in_the_words_without_script(member, input, per):
    reply = ReplyFactory(input=input, author=per, text="Bussen går hvert kvarter.")

    response = member.get(f"{input.get_absolute_url()}?siter={reply.pk}")

    form = response.context["reply_form"]
    assert (form["quoted"].value(), form["quote"].value()) == (str(reply.pk), reply.text)


@pytest.mark.parametrize(
    "fields",
    [
        {"quoted": "innspill", "quote": "Noe ganske annet"},
        {"quoted": "999999", "quote": "bussen"},
        {"text": ""},
        {"client_id": "ingen"},
        {"mention": ["999999"], "text": "@Ukjent"},
    ],
)
def test_what_is_wrong_with_a_reply_is_said(member, input, fields):
    assert write(member, input, **fields).status_code == 422
    assert Reply.objects.count() == 0


def test_flood_of_replies_is_stopped(member, input):
    statuses = [write(member, input).status_code for _ in range(REPLIES["limit"] + 2)]

    assert statuses == [302] * REPLIES["limit"] + [429, 429]
    assert Reply.objects.count() == REPLIES["limit"]


def test_who_is_kept_out_sees_until_when_and_has_no_form(member, input, silje, coordinator):
    exclude(email=silje.email, reason="Hets", until=timezone.now() + timedelta(days=7), by=coordinator)

    page = page_of(member, input)

    assert "you cannot take part until" in page
    assert "Publish reply" not in page
    assert write(member, input).status_code == 422
    assert Reply.objects.count() == 0


def test_closed_and_hidden_threads_are_read_and_take_nothing(member, client, input, silje, coordinator):
    talk = Talk.objects.create(page=input.page, closes_at=timezone.now() - timedelta(days=1))
    assert "The conversation closed on" in page_of(member, input)
    talk.delete()
    own = InputFactory()
    account = account_of(own.giver)
    hide_input(own, reason="x", by=coordinator)
    member.force_login(account)

    page = page_of(member, own)

    assert "takes no replies" in page
    assert "Do you agree?" not in page


def test_hidden_reply_leaves_its_reason_and_not_its_words(client, input, coordinator):
    reply = ReplyFactory(input=input, text="Naboen bor i Storgata")
    hide_reply(reply, reason="Personopplysning", by=coordinator)

    page = page_of(client, input)

    assert "Hidden by the municipality: Personopplysning" in page
    assert "Storgata" not in page


def test_quote_of_what_is_hidden_is_not_shown(client, input, silje, per, coordinator):
    reply = post_reply(input, by=per, text="Naboen bor i Storgata")
    post_reply(input, by=silje, text="Hysj", quote="bor i Storgata", quoted=reply)
    hide_reply(reply, reason="Personopplysning", by=coordinator)

    assert "Storgata" not in page_of(client, input)


def test_words_of_people_are_escaped_and_mentions_bold(client, input, per):
    user = UserFactory(name="<b>Ola</b> & Co")
    ReplyFactory(input=input, author=user, author_name=user.name)

    post_reply(input, by=per, text=f"<script>alert(1)</script> @{user.name} https://a.no/@x")

    page = page_of(client, input)
    assert "<script>alert" not in page
    assert '<strong class="om-nevnt">@&lt;b&gt;Ola&lt;/b&gt; &amp; Co</strong>' in page


def test_figures_come_with_ones_own_vote(member, input, per):
    vote(input, by=per, value="agree", turn=0)
    assert "You see how others have voted when you have voted" in page_of(member, input)

    address = reverse("input_vote", args=[input.pk])
    response = member.post(address, {"value": "disagree", "turn": 0}, headers={"HX-Request": "true"})

    assert response.context["thread"].votes == {"agree": 1, "disagree": 1, "pass": 0}
    assert "om-stemmer__tall" in facts(response)


def test_vote_by_replay_is_told_and_changes_nothing(member, input):
    address = reverse("input_vote", args=[input.pk])
    for value, turn in (("agree", 0), ("disagree", 1)):
        member.post(address, {"value": value, "turn": turn})

    again = member.post(address, {"value": "agree", "turn": 0}, headers={"HX-Request": "true"})

    assert again.status_code == 422
    assert Vote.objects.get().value == "disagree"
    assert member.post(address, {"value": "nonsense", "turn": 2}).status_code == 302
    assert Vote.objects.get().value == "disagree"


def test_outsider_reads_and_is_shown_the_door(client, input):
    ReplyFactory(input=input)

    page = page_of(client, input)

    assert "Sign in to vote" in page
    assert "Sign in to reply" in page
    assert "Bussen går hvert kvarter" in page


def test_following_is_chosen_and_stopped(member, input):
    address = reverse("input_follow", args=[input.pk])
    member.post(address, {"on": "1"})
    assert "Stop following" in page_of(member, input)

    member.post(address, {"on": "0"})

    assert "Stop following" not in page_of(member, input)


def test_suggestions_are_names_of_those_who_take_part(member, input, silje, per, coordinator):
    ReplyFactory(input=input, author=per)
    ReplyFactory(input=input, author=silje)
    UserFactory(name="Per Utenfor")
    address = reverse("mention_suggest", args=[input.pk])

    found = facts(member.get(address, {"q": "Per"}))

    assert "Per Olav Vik" in found
    assert "Per Utenfor" not in found
    assert "@example" not in found
    assert "Amina Hassan" in facts(member.get(address, {"q": "hass"}))
    assert "Silje Lunde" not in facts(member.get(address, {"q": "Silje"}))


def test_report_is_sent_once_with_a_reason(member, input, per):
    reply = ReplyFactory(input=input, author=per)
    address = reverse("reply_report", args=[reply.pk])

    assert member.post(address, {"text": "Stygt"}).status_code == 422
    for _ in range(2):
        assert member.post(address, {"reason": "rude", "text": "Stygt"}).status_code == 302

    assert Report.objects.get().reply == reply


def test_own_reply_is_changed_with_a_trace_that_others_read(member, client, input, silje, per):
    reply = ReplyFactory(input=input, author=silje, text="Før")
    own = reverse("reply_change", args=[reply.pk])
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        member.force_login(silje)
        assert member.post(own, {"text": "Nå"}).status_code == 302
        trace = facts(client.get(reverse("reply_earlier", args=[reply.pk])))

    assert ("Før" in trace, "Nå" in trace) == (True, True)
    member.force_login(per)
    assert member.get(own).status_code == 404


def test_own_reply_is_deleted(member, input, silje):
    reply = ReplyFactory(input=input, author=silje, text="Angrer")

    response = member.post(reverse("reply_delete", args=[reply.pk]))

    assert response.status_code == 302
    page = page_of(member, input)
    assert "Deleted by its author." in page
    assert "Angrer" not in page


def test_more_than_a_hundred_replies_come_in_pages(client, input):
    replies = [ReplyFactory(input=input, text=f"Svar nummer {n}.") for n in range(102)]

    latest = page_of(client, input)
    earlier = facts(client.get(f"{input.get_absolute_url()}?for={replies[2].pk}"))

    assert ("Svar nummer 1." in latest, "Svar nummer 101." in latest) == (False, True)
    assert ("Svar nummer 1." in earlier, "Svar nummer 101." in earlier) == (True, False)


def test_list_says_how_many_have_replied_and_how_many_have_voted(client, member, input, silje, per):
    ReplyFactory(input=input)
    vote(input, by=per, value="agree", turn=0)
    assert "1 reply" in facts(member.get("/en/innspill/"))
    assert "1 has voted" in facts(member.get("/en/innspill/"))

    vote(input, by=silje, value="agree", turn=0)

    assert "2 agree" in facts(member.get("/en/innspill/"))


def test_rules_are_ours_until_an_editor_writes_them(client):
    assert "Rules of the conversation" in facts(client.get("/en/regler/"))
    front = HomePage.objects.get(locale__language_code="nb")
    own = StandardPage(title="Våre husregler", slug="regler", locale=Locale.objects.get(language_code="nb"))
    front.add_child(instance=own)

    assert "Våre husregler" in facts(client.get("/regler/"))


def test_partner_thread_is_there_for_partners_alone(client, member, silje):
    input = InputFactory(visibility=Input.Visibility.PARTNERS)
    ReplyFactory(input=input, text="Bare for partnere")
    assert "Bare for partnere" in page_of(member, input)

    client.logout()

    assert client.get(input.get_absolute_url()).status_code == 404


def test_page_of_who_is_signed_in_is_kept_by_nobody(member, input):
    assert "no-store" in member.get(input.get_absolute_url())["Cache-Control"]
