"""What is refused where it comes in: by the pages, with words for who asked, and with nothing changed."""

import uuid

import pytest
from django.urls import reverse

from partners.inputs.actions import hide_input
from partners.inputs.models import Input
from partners.threads import views
from partners.threads.models import Mention, Reply, Report, Vote
from partners.threads.moderating import hide_reply
from portal.mail.models import Letter
from tests.factories import HomePageFactory, InputFactory, MembershipFactory, ReplyFactory, UserFactory
from tests.partners.threads.conftest import account_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _home(db):
    HomePageFactory()


@pytest.fixture
def member(client, silje):
    MembershipFactory(user=silje)
    client.force_login(silje)
    return client


def reply(client, input, **fields):
    body = {"text": "Enig i dette.", "client_id": str(uuid.uuid4()), "follow": "on"} | fields
    return client.post(reverse("reply_write", args=[input.pk]), body, headers=HTMX)


def vote(client, input, value, turn):
    address = reverse("input_vote", args=[input.pk])
    return client.post(address, {"value": value, "turn": turn}, headers=HTMX)


def test_flood_of_replies_keeps_what_was_typed(member, input):
    for _ in range(views.REPLIES["limit"]):
        reply(member, input)

    answer = reply(member, input, text="Enda en gang til.")

    assert answer.status_code == 422
    assert "Du har skrevet mange svar" in answer.content.decode()
    assert "Enda en gang til." in answer.content.decode()
    assert Reply.objects.count() == views.REPLIES["limit"]


def test_flood_of_votes_is_stopped_and_the_last_one_stands(member, input, monkeypatch):
    monkeypatch.setitem(views.VOTES, "limit", 2)
    vote(member, input, "agree", 0)
    vote(member, input, "disagree", 1)

    answer = vote(member, input, "agree", 2)

    assert answer.status_code == 422
    assert "Du har stemt mange ganger" in answer.content.decode()
    assert Vote.objects.get().value == "disagree"


def test_flood_of_reports_is_stopped(member, monkeypatch):
    monkeypatch.setitem(views.REPORTS, "limit", 2)

    answers = [
        member.post(reverse("input_report", args=[InputFactory().pk]), {"reason": "rude"}).status_code
        for _ in range(3)
    ]

    assert answers == [302, 302, 429]
    assert Report.objects.count() == 2


def test_second_vote_from_another_window_counts_once(member, input, client, silje):
    assert vote(member, input, "agree", 0).status_code == 200

    assert vote(member, input, "agree", 0).status_code == 200
    assert vote(member, input, "disagree", 0).status_code == 422

    assert Vote.objects.get().value == "agree"


def test_reply_to_hidden_is_not_there_and_to_its_giver_told(client, input, silje, coordinator):
    giver = account_of(input.giver)
    hide_input(input, reason="Navngir en privatperson", by=coordinator)

    answers = []
    for user in (silje, giver):
        client.force_login(user)
        answers.append(reply(client, input))

    assert [answer.status_code for answer in answers] == [404, 422]
    assert "Du kan ikke svare her nå" in answers[1].content.decode()
    assert "Enig i dette." in answers[1].content.decode()
    assert Reply.objects.count() == 0


def test_hidden_reply_is_neither_quoted_nor_reported(member, input, coordinator):
    hidden = ReplyFactory(input=input, text="Naboen bor i Storgata")
    hide_reply(hidden, reason="Personopplysning", by=coordinator)

    answer = reply(member, input, quote="Naboen bor i Storgata", quoted=str(hidden.pk))

    assert answer.status_code == 422
    assert Reply.objects.count() == 1
    assert member.post(reverse("reply_report", args=[hidden.pk]), {"reason": "rude"}).status_code == 404


def test_mention_of_somebody_who_cannot_see_is_told_and_writes_nobody(member, silje):
    input = InputFactory(visibility=Input.Visibility.PARTNERS)
    outside = UserFactory(name="Ute Nordmann")
    ReplyFactory(input=input, author=outside)

    answer = reply(member, input, text="@Ute Nordmann, hva tror du?", mention=[outside.pk])

    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Du har nevnt noen som ikke deltar her" in html
    assert "hva tror du?" in html
    assert Mention.objects.count() == 0
    assert not Letter.objects.filter(to=outside.email).exists()
