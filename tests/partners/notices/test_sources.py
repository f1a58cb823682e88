"""What the subjects tell of, in the portal alone where a letter goes already, and to whom may read it."""

import pytest

from partners.assessments.actions import ask_proposer, open_proposal
from partners.inputs.actions import answer_input, hide_input
from partners.inputs.models import Input
from partners.notices.mailing import write_due
from partners.notices.models import Notice
from partners.notices.reading import page_of
from partners.organisations.actions import verify_organisation
from partners.organisations.models import Membership
from partners.people.models import Person
from partners.threads.actions import edit_reply, follow, post_reply
from tests.factories import (
    CriterionFactory,
    InputFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    handed_in,
)
from tests.staff import COORDINATORS, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(db):
    return staff(COORDINATORS)


@pytest.fixture
def silje(db):
    return UserFactory(name="Silje Lunde", email="silje@example.no")


@pytest.fixture
def per(db):
    return UserFactory(name="Per Olav Vik", email="per@example.no")


@pytest.fixture
def given(per):
    """An input from Per, who has an account."""
    input = InputFactory(text="Legg senteret ved bussen.")
    Person.objects.filter(pk=input.giver_id).update(user=per, email=per.email)
    return Input.objects.get(pk=input.pk)


def titles(user):
    return [group.title for group in page_of(user).groups]


def test_answer_is_told_to_the_giver_and_to_those_who_follow(given, silje, per, coordinator):
    follow(given, by=silje)

    answer_input(given, status="adopted", text="Ja, det gjør vi.", by=coordinator, seen="new:0")

    assert titles(per) == ["Kommunen har svart: Legg senteret ved bussen."]
    assert titles(silje) == ["Innspill du følger, har fått svar: Legg senteret ved bussen."]


def test_replies_are_told_to_those_who_follow_as_one(given, silje, per):
    post_reply(given, by=silje, text="Enig.")
    assert titles(per) == ["Silje Lunde har svart: Legg senteret ved bussen."]
    post_reply(given, by=silje, text="Veldig enig.")

    assert titles(per) == ["2 nye svar til: Legg senteret ved bussen."]
    assert titles(silje) == []


def test_mention_is_told_and_not_as_a_reply_too(given, silje, per):
    post_reply(given, by=silje, text="Hva sier du, @Per Olav Vik?")

    assert titles(per) == ["Silje Lunde har nevnt deg"]


def test_mention_that_is_taken_out_is_none(given, silje, per):
    reply = post_reply(given, by=silje, text="Hva sier du, @Per Olav Vik?")
    edit_reply(reply, by=silje, text="Hva sier dere?")

    assert titles(per) == []


def test_input_that_is_hidden_is_told_of_no_more(given, silje, per, coordinator):
    follow(given, by=silje)
    post_reply(given, by=per, text="Noen som vet?")
    assert len(titles(silje)) == 1

    hide_input(given, reason="Navn", by=coordinator)

    assert titles(silje) == []


def test_proposers_are_told_of_each_step_but_for_who_did_it(coordinator, per):
    proposal = handed_in(organisation=MembershipFactory(user=per).organisation)
    CriterionFactory()

    open_proposal(proposal, by=coordinator)
    ask_proposer(proposal, text="Hvor mange timer?", by=coordinator)

    assert titles(per) == [
        f"Kommunen spør om forslag {proposal.number}",
        f"Kommunen har begynt å vurdere forslag {proposal.number}",
    ]


def test_who_decides_is_told_of_what_is_handed_in(coordinator):
    proposal = handed_in()

    assert titles(coordinator) == [f"Nytt forslag {proposal.number} fra {proposal.organisation}"]


def test_who_left_the_organisation_is_told_no_more(coordinator, per):
    proposal = handed_in(organisation=MembershipFactory(user=per).organisation)
    CriterionFactory()
    open_proposal(proposal, by=coordinator)

    Membership.objects.filter(user=per).delete()

    assert titles(per) == []


def test_members_are_told_that_their_organisation_is_approved(coordinator, per):
    organisation = OrganisationFactory(name="Snekkerlaget", status="pending")
    MembershipFactory(organisation=organisation, user=per)

    verify_organisation(organisation, by=coordinator)

    assert titles(per) == ["Snekkerlaget er godkjent"]


def test_what_one_looks_at_is_read(client, given, silje, per):
    post_reply(given, by=silje, text="Enig.")
    other = InputFactory(giver=Person.objects.get(user=per))
    post_reply(other, by=silje, text="Også enig.")
    client.force_login(per)

    client.get(given.get_absolute_url())

    assert list(Notice.objects.unread().values_list("about", flat=True)) == [f"input:{other.pk}"]


def test_proposal_one_looks_at_is_read(client, coordinator, per):
    proposal = handed_in(organisation=MembershipFactory(user=per).organisation)
    CriterionFactory()
    open_proposal(proposal, by=coordinator)
    client.force_login(per)

    assert client.get(f"/partner/forslag/{proposal.pk}/").status_code == 200

    assert not Notice.objects.unread().filter(user=per).exists()


def test_what_has_a_letter_of_its_own_is_not_mailed_twice(given, silje, per):
    post_reply(given, by=silje, text="Enig, @Per Olav Vik.")

    assert Notice.objects.filter(user=per).count() == 1
    assert Notice.objects.to_mail().count() == 0
    assert write_due() == 0
