from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.proposals.actions import (
    begin_proposal,
    discard_draft,
    submit_proposal,
    withdraw_proposal,
)
from partners.proposals.content import digest_of
from partners.proposals.drafting import Text, begin_version, save_texts
from partners.proposals.errors import Frozen, Incomplete, NotApproved, TooLate
from partners.proposals.models import Proposal
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import OrganisationFactory, ProposalFactory, RoleFactory, UserFactory, complete

pytestmark = pytest.mark.django_db


def submitted(*roles, **fields):
    proposal = complete(ProposalFactory(**fields), *roles)
    return submit_proposal(proposal, by=proposal.proposer)


def logged(proposal):
    entries = ModelLogEntry.objects.for_instance(proposal).order_by("timestamp", "pk")
    return [entry.action.removeprefix("partners.proposal.") for entry in entries]


def test_beginning_twice_is_one_draft():
    user, role = UserFactory(), RoleFactory()

    first = begin_proposal(by=user, roles=[role])
    again = begin_proposal(by=user, roles=[role])
    other = begin_proposal(by=user)

    assert (first == again, first == other) == (True, False)
    assert [offer.role for offer in first.versions.get().offers.all()] == [role]


def test_begun_draft_that_has_words_is_left_alone():
    user = UserFactory()
    first = begin_proposal(by=user)
    save_texts(first, texts=[Text("summary", "Noe")], by=user)

    assert begin_proposal(by=user) != first


def test_handing_in_freezes_the_version_and_sends_a_receipt():
    proposal = submitted()

    version = proposal.versions.get()
    letter = Letter.objects.get(kind="proposals.received")
    assert (proposal.status, proposal.current, version.is_frozen) == ("submitted", version, True)
    assert version.digest == digest_of(version)
    assert [(step.before, step.after) for step in proposal.steps.all()] == [("draft", "submitted")]
    assert (letter.to, proposal.number in render(letter).subject) == (proposal.proposer.email, True)
    assert logged(proposal) == ["submit"]


def test_handing_in_twice_is_harmless():
    proposal = submitted()

    submit_proposal(proposal, by=proposal.proposer)

    assert (proposal.steps.count(), Letter.objects.filter(kind="proposals.received").count()) == (1, 1)


def test_what_is_missing_is_named_and_stays_a_draft():
    proposal = ProposalFactory()

    with pytest.raises(Incomplete) as refusal:
        submit_proposal(proposal, by=proposal.proposer)

    assert [point.step for point in refusal.value.missing] == ["roles", "offer", "offer"]
    proposal.refresh_from_db()
    assert proposal.status == "draft"


@pytest.mark.parametrize("status", ["pending", "suspended"])
def test_organisation_that_is_not_approved_drafts_but_does_not_hand_in(status):
    reason = "Fordi." if status == "suspended" else ""
    organisation = OrganisationFactory(status=status, reason=reason)
    proposal = complete(ProposalFactory(organisation=organisation))

    with pytest.raises(NotApproved):
        submit_proposal(proposal, by=proposal.proposer)


def test_volunteer_hands_in_without_an_organisation():
    assert submitted(organisation=None).status == "submitted"


def test_deadline_counts_to_the_second():
    deadline = timezone.now().replace(microsecond=0) + timedelta(days=1)
    role = RoleFactory(deadline=deadline)
    early, late = (complete(ProposalFactory(), role) for _ in range(2))

    with time_machine.travel(deadline, tick=False):
        submit_proposal(early, by=early.proposer)
    with time_machine.travel(deadline + timedelta(seconds=1), tick=False), pytest.raises(TooLate) as refusal:
        submit_proposal(late, by=late.proposer)

    assert refusal.value.roles == [role]
    assert late.versions.get().passages.count() == 2


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_role_that_is_not_open_takes_nothing(state):
    with pytest.raises(TooLate):
        submitted(RoleFactory(state=state))


def test_what_the_municipality_asked_for_is_taken_in_after_the_deadline():
    role = RoleFactory()
    proposal = submitted(role)
    Proposal.objects.filter(pk=proposal.pk).update(status="needs_info")
    begin_version(proposal, by=proposal.proposer)
    role.deadline = timezone.now() - timedelta(hours=1)
    role.save()

    proposal = submit_proposal(proposal, by=proposal.proposer)

    assert (proposal.status, proposal.current.number) == ("in_review", 2)


@pytest.mark.parametrize("status", ["submitted", "in_review", "needs_info"])
def test_open_proposal_can_be_withdrawn(status):
    proposal = submitted()
    Proposal.objects.filter(pk=proposal.pk).update(status=status)
    begin_version(proposal, by=proposal.proposer)

    withdraw_proposal(proposal, by=proposal.proposer)
    proposal = withdraw_proposal(proposal, by=proposal.proposer)

    assert (proposal.status, proposal.versions.count()) == ("withdrawn", 1)
    assert Letter.objects.filter(kind="proposals.withdrawn").count() == 1


@pytest.mark.parametrize("status", ["accepted", "declined"])
def test_decided_proposal_is_neither_withdrawn_nor_changed(status):
    proposal = submitted()
    Proposal.objects.filter(pk=proposal.pk).update(status=status, decided_at=timezone.now())

    with pytest.raises(Frozen):
        withdraw_proposal(proposal, by=proposal.proposer)
    with pytest.raises(Frozen):
        begin_version(proposal, by=proposal.proposer)


def test_only_a_draft_is_deleted():
    draft, handed_in = ProposalFactory(), submitted()

    discard_draft(draft, by=draft.proposer)

    with pytest.raises(Frozen):
        discard_draft(handed_in, by=handed_in.proposer)
    assert list(Proposal.objects.all()) == [handed_in]
