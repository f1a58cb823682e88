"""Decisions under a crowd: one outcome each, never more of a role than it needs. Each race has a control."""

from decimal import Decimal
from functools import partial

import pytest
from django.db import transaction

from partners.assessments.actions import open_proposal
from partners.assessments.deciding import accepted_of, prepare_decision, publish_decisions
from partners.assessments.errors import Changed, NotOpen, TooMuch
from partners.proposals.actions import withdraw_proposal
from partners.proposals.errors import Frozen
from partners.proposals.models import Offer, Proposal
from portal.mail.models import Letter
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import CriterionFactory, MembershipFactory, RoleFactory, UserFactory, handed_in

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]


def draft(lead, role, amount=1):
    proposal = open_proposal(handed_in(role, amount=amount), by=lead)
    MembershipFactory(organisation=proposal.organisation)
    amounts = {proposal.current.offers.get(): Decimal(amount)}
    return prepare_decision(proposal, outcome="accept", reason="God plan.", amounts=amounts, by=lead)


@pytest.fixture
def lead():
    CriterionFactory()
    return UserFactory(is_staff=True)


def raised(outcomes, *errors):
    return [outcome for outcome in outcomes if isinstance(outcome, errors)]


def test_role_never_gets_more_than_it_needs(lead):
    role = RoleFactory(amount=3)
    drafts = [draft(lead, role) for _ in range(8)]

    outcomes = all_at_once([partial(publish_decisions, [each], by=lead) for each in drafts], threads=8)

    assert len(raised(outcomes, TooMuch)) == 5
    assert (accepted_of(role), Proposal.objects.filter(status="accepted").count()) == (3, 3)


def test_counting_without_the_lock_accepts_too_much(lead):
    role = RoleFactory(amount=3)
    offers = [draft(lead, role).proposal.current.offers.get() for _ in range(8)]
    here = all_have_read(8)

    @transaction.atomic
    def accept_without_lock(offer):
        if accepted_of(role) + offer.amount > role.amount:
            raise TooMuch(role, 0)
        here.wait()
        Offer.objects.filter(pk=offer.pk).update(accepted=offer.amount)

    all_at_once([partial(accept_without_lock, each) for each in offers], threads=8)

    assert accepted_of(role) == 8


def test_two_coordinators_decide_the_same_proposal_once(lead):
    one = draft(lead, RoleFactory())
    others = UserFactory.create_batch(6, is_staff=True)

    all_at_once([partial(publish_decisions, [one], by=each) for each in others], threads=6)

    proposal = Proposal.objects.get()
    assert [step.after for step in proposal.steps.all()] == ["submitted", "in_review", "accepted"]
    assert Letter.objects.filter(kind="assessments.decided").count() == 1


def test_deciding_without_the_lock_makes_two_steps(lead):
    proposal = draft(lead, RoleFactory()).proposal
    here = all_have_read(4)

    @transaction.atomic
    def decide_without_lock():
        now = Proposal.objects.get(pk=proposal.pk)
        if now.is_open:
            here.wait()
            now.steps.create(before=now.status, after="accepted", version=now.current)

    all_at_once([decide_without_lock] * 4, threads=4)

    assert proposal.steps.filter(after="accepted").count() == 4


@pytest.mark.parametrize("_round", range(4))
def test_proposal_is_either_withdrawn_or_decided(lead, _round):
    one = draft(lead, RoleFactory())
    proposer = one.proposal.proposer

    outcomes = all_at_once(
        [
            partial(withdraw_proposal, one.proposal, by=proposer),
            partial(publish_decisions, [one], by=lead),
        ],
        threads=2,
    )

    proposal = Proposal.objects.get()
    assert len(raised(outcomes, Frozen, NotOpen)) == 1
    assert (proposal.status, accepted_of(proposal.current.offers.get().role)) in [
        ("withdrawn", 0),
        ("accepted", 1),
    ]


def test_two_coordinators_who_prepare_at_once_make_one_draft(lead):
    proposal = open_proposal(handed_in(), by=lead)
    calls = [
        partial(prepare_decision, proposal, outcome="decline", reason=f"Grunn {n}", by=lead) for n in range(4)
    ]

    outcomes = all_at_once(calls, threads=4)

    assert len(raised(outcomes, Changed)) == 3
