"""The proposer's side: the talk with the municipality, what all were told, and the decision."""

import uuid

import pytest
from django.urls import reverse

from partners.assessments.actions import ask_proposer, clarify
from partners.assessments.deciding import prepare_decision, publish_decisions
from partners.assessments.models import Message
from partners.proposals.models import Proposal
from tests.factories import RoleFactory, UserFactory
from tests.staff import facts

pytestmark = pytest.mark.django_db


def own_page(proposal):
    return reverse("proposal", args=[proposal.pk])


def answer_page(proposal):
    return reverse("proposal_answer", args=[proposal.pk])


@pytest.fixture
def role():
    return RoleFactory()


@pytest.fixture
def proposal(opened, lead, role):
    return opened(role, by=lead)


@pytest.fixture
def member(proposal, opened, at_work):
    return at_work(opened.member)


def test_question_is_seen_and_answered_once(proposal, member, lead):
    ask_proposer(proposal, text="Hvor mange dager?", by=lead)
    page = facts(member.get(own_page(proposal)))
    answer = {"text": "To dager.", "client_id": str(uuid.uuid4())}

    member.post(answer_page(proposal), answer)
    member.post(answer_page(proposal), answer)

    assert ("Hvor mange dager?" in page, "Kommunen venter på svar fra dere." in page) == (True, True)
    assert [each.side for each in Message.objects.all()] == ["municipality", "proposer"]
    assert Proposal.objects.get().status == "in_review"
    after = facts(member.get(own_page(proposal)))
    assert ("To dager." in after, "Kommunen venter på svar fra dere." in after) == (True, False)


def test_question_stands_among_what_waits(proposal, member, lead):
    ask_proposer(proposal, text="Hvor mange dager?", by=lead)

    assert f"{own_page(proposal)}#samtale" in facts(member.get(reverse("workspace")))


def test_wrong_answer_comes_back_with_its_words(proposal, member):
    empty = member.post(answer_page(proposal), {"text": " ", "client_id": str(uuid.uuid4())})
    long = member.post(answer_page(proposal), {"text": "side " * 50_000, "client_id": str(uuid.uuid4())})

    assert (empty.status_code, long.status_code, Message.objects.count()) == (422, 422, 0)
    assert "side side" in facts(long)


def test_nothing_is_sent_after_the_decision(proposal, member, lead):
    publish_decisions([prepare_decision(proposal, outcome="decline", reason="Nei.", by=lead)], by=lead)

    response = member.post(answer_page(proposal), {"text": "Men…", "client_id": str(uuid.uuid4())})

    assert (response.status_code, "Men…" in facts(response), Message.objects.count()) == (422, True, 0)


def test_strangers_neither_read_nor_write(proposal, lead, at_work, client):
    ask_proposer(proposal, text="sjeldenordet?", by=lead)
    stranger = at_work(UserFactory())

    assert stranger.post(answer_page(proposal), {"text": "Hei"}).status_code == 404
    for reader in (stranger, at_work(lead), client):
        assert "sjeldenordet" not in facts(reader.get(own_page(proposal)))


def test_sender_of_another_proposal_gets_no_message_by_its_key(proposal, member, opened, lead):
    """A key that another proposal has used is not a way to its words."""
    key = uuid.uuid4()
    other = opened(by=lead)
    ask_proposer(other, text="Annet", by=lead, client_id=key)

    member.post(answer_page(proposal), {"text": "To dager.", "client_id": str(key)})

    assert [each.text for each in proposal.messages.all()] == ["To dager."]


def test_all_candidates_read_what_one_has_learned_and_not_who_asked(
    proposal, opened, member, lead, role, at_work
):
    other = opened(role, by=lead)
    message = ask_proposer(proposal, text="Ja, to dager er nok.", by=lead)

    clarify(role, question="Er to dager nok?", text="Ja, to dager er nok.", message=message, by=lead)

    html = facts(at_work(opened.member).get(own_page(other)))
    assert ("Er to dager nok?" in html, "Ja, to dager er nok." in html) == (True, True)
    assert proposal.organisation.name not in html


def test_decision_stands_on_the_page_with_reason_and_right_to_complain(proposal, member, lead, at_work):
    draft = prepare_decision(proposal, outcome="decline", reason="Andre passer bedre.", by=lead)
    before = facts(member.get(own_page(proposal)))
    publish_decisions([draft], by=lead)

    html = facts(member.get(own_page(proposal)))

    assert "Andre passer bedre." not in before
    assert ("Andre passer bedre." in html, "Du kan klage på avgjørelsen" in html) == (True, True)
    assert "Andre passer bedre." not in facts(at_work(UserFactory()).get(own_page(proposal)))
