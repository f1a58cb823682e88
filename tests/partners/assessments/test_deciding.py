from decimal import Decimal

import pytest

from partners.assessments.actions import assign_reviewer, declare_interest, open_proposal
from partners.assessments.deciding import prepare_decision, publish_decisions
from partners.assessments.errors import Changed, NotOpen, NotYours, TooMuch
from partners.assessments.models import Decision
from partners.proposals.actions import submit_proposal, withdraw_proposal
from partners.proposals.drafting import Text, begin_version, save_texts
from partners.proposals.models import Offer
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import CriterionFactory, MembershipFactory, RoleFactory, UserFactory, handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    CriterionFactory()
    return UserFactory(is_staff=True)


def opened(lead, role, amount=1):
    return open_proposal(handed_in(role, amount=amount), by=lead)


def accepting(proposal, amount, *, by, seen=0, **fields):
    offer = proposal.current.offers.get()
    return prepare_decision(
        proposal,
        outcome="accept",
        reason="God plan.",
        amounts={offer: Decimal(amount)},
        by=by,
        seen=seen,
        **fields,
    )


def declining(proposal, *, by, reason="Andre passer bedre.", seen=0):
    return prepare_decision(proposal, outcome="decline", reason=reason, by=by, seen=seen)


def test_draft_tells_nobody_and_changes_nothing(lead):
    proposal = opened(lead, RoleFactory())

    accepting(proposal, 1, by=lead)

    proposal.refresh_from_db()
    assert (proposal.status, Letter.objects.filter(kind="assessments.decided").count()) == ("in_review", 0)


def test_several_are_published_together(lead):
    role = RoleFactory(amount=2)
    yes, no = opened(lead, role, amount=2), opened(lead, role)
    people = [MembershipFactory(organisation=proposal.organisation).user for proposal in (yes, no)]
    drafts = [accepting(yes, 2, by=lead, conditions="Fra mars."), declining(no, by=lead)]

    publish_decisions(drafts, by=lead)
    publish_decisions(drafts, by=lead)

    letters = [Letter.objects.get(kind="assessments.decided", to=user.email) for user in people]
    texts = [render(letter).text for letter in letters]
    for proposal in (yes, no):
        proposal.refresh_from_db()
    assert (yes.status, no.status) == ("accepted", "declined")
    assert yes.current.offers.get().accepted == 2
    assert ("Fra mars." in texts[0], "Andre passer bedre." in texts[1]) == (True, True)
    assert all("klage" in text or "complain" in text for text in texts)


def test_all_are_published_or_none(lead):
    role = RoleFactory(amount=2)
    first, second = opened(lead, role, amount=2), opened(lead, role, amount=2)
    drafts = [accepting(first, 2, by=lead), accepting(second, 1, by=lead)]

    with pytest.raises(TooMuch) as refusal:
        publish_decisions(drafts, by=lead)

    assert (refusal.value.role, refusal.value.left) == (role, 2)
    assert Decision.objects.published().count() == 0
    assert Offer.objects.filter(accepted__isnull=False).count() == 0


def test_what_is_left_of_a_role_can_be_accepted_later(lead):
    role = RoleFactory(amount=2)
    first, second = opened(lead, role, amount=2), opened(lead, role, amount=2)
    publish_decisions([accepting(first, Decimal("1.5"), by=lead)], by=lead)

    with pytest.raises(TooMuch) as refusal:
        publish_decisions([accepting(second, 1, by=lead)], by=lead)
    publish_decisions([accepting(second, Decimal("0.5"), by=lead, seen=1)], by=lead)

    assert refusal.value.left == Decimal("0.5")


def test_decision_rests_on_the_version_that_was_read(lead):
    proposal = opened(lead, RoleFactory())
    draft = accepting(proposal, 1, by=lead)
    begin_version(proposal, by=proposal.proposer)
    save_texts(proposal, texts=[Text("success", "Buss")], by=proposal.proposer)
    submit_proposal(proposal, by=proposal.proposer)

    with pytest.raises(Changed):
        publish_decisions([draft], by=lead)


def test_two_coordinators_do_not_overwrite_each_other(lead):
    proposal = opened(lead, RoleFactory())
    draft = accepting(proposal, 1, by=lead)

    with pytest.raises(Changed):
        declining(proposal, by=UserFactory(is_staff=True))
    declining(proposal, by=lead, seen=1)
    with pytest.raises(Changed):
        publish_decisions([draft], by=lead)


def test_withdrawn_proposal_is_not_decided(lead):
    proposal = opened(lead, RoleFactory())
    draft = accepting(proposal, 1, by=lead)
    withdraw_proposal(proposal, by=proposal.proposer)

    with pytest.raises(NotOpen):
        publish_decisions([draft], by=lead)


def test_who_has_an_interest_does_not_decide(lead):
    proposal = opened(lead, RoleFactory())
    draft = accepting(proposal, 1, by=UserFactory(is_staff=True))
    declare_interest(assign_reviewer(proposal, reviewer=lead, by=lead), has_interest=True, by=lead)

    with pytest.raises(NotYours):
        publish_decisions([draft], by=lead)
    with pytest.raises(NotYours):
        declining(proposal, by=lead, seen=1)


def test_what_was_being_written_is_gone_with_the_decision(lead):
    proposal = opened(lead, RoleFactory())
    draft = declining(proposal, by=lead)
    begin_version(proposal, by=proposal.proposer)

    publish_decisions([draft], by=lead)

    assert proposal.versions.count() == 1
