"""Who reads what of a proposal: every reader, every status."""

import pytest

from partners.organisations.models import Membership
from partners.proposals.models import Proposal
from partners.proposals.rules import Reader, level_of, may_hand_in, may_withdraw, may_write
from tests.factories import MembershipFactory, OrganisationFactory, ProposalFactory, UserFactory
from tests.staff import COORDINATORS, EDITORS, staff

pytestmark = pytest.mark.django_db
ALL, PARTNERS, EVERYONE = "municipality", "partners", "everyone"


def reader(user, *assessed):
    memberships = list(Membership.objects.filter(user=user).select_related("organisation"))
    return Reader(user, memberships, frozenset(each.pk for each in assessed))


def readers(proposal):
    colleague = MembershipFactory(organisation=proposal.organisation).user
    asks = MembershipFactory(organisation=proposal.organisation, state="requested").user
    suspended = MembershipFactory(organisation=OrganisationFactory(status="suspended", reason="Fordi.")).user
    return {
        "public": Reader(),
        "volunteer": reader(UserFactory()),
        "colleague": reader(colleague),
        "asks to join": reader(asks),
        "partner": reader(MembershipFactory().user),
        "suspended partner": reader(suspended),
        "expert": reader(UserFactory(), proposal),
        "editor": reader(staff(EDITORS)),
        "coordinator": reader(staff(COORDINATORS)),
    }


def levels(proposal):
    return {who: level_of(each, proposal) for who, each in readers(proposal).items()}


def handed_in(status):
    """Unsaved, since only its status is asked for."""
    proposal = ProposalFactory()
    proposal.status, proposal.current = status, proposal.versions.get()
    return proposal


def test_draft_is_for_its_proposers_alone():
    proposal = ProposalFactory()

    assert {who for who, level in levels(proposal).items() if level} == {"colleague"}


@pytest.mark.parametrize("status", Proposal.SHOWN)
def test_what_is_handed_in_is_read_by_level(status):
    assert levels(handed_in(status)) == {
        "public": EVERYONE,
        "volunteer": EVERYONE,
        "colleague": ALL,
        "asks to join": EVERYONE,
        "partner": PARTNERS,
        "suspended partner": EVERYONE,
        "expert": ALL,
        "editor": EVERYONE,
        "coordinator": ALL,
    }


@pytest.mark.parametrize("status", ["declined", "withdrawn"])
def test_what_came_to_nothing_is_between_proposer_and_municipality(status):
    seen = {who: level for who, level in levels(handed_in(status)).items() if level}

    still_assess = {} if status == "withdrawn" else {"expert": ALL}
    assert seen == {"colleague": ALL, "coordinator": ALL} | still_assess


def test_volunteers_proposal_is_their_own():
    proposal = ProposalFactory(organisation=None)

    assert may_write(reader(proposal.proposer), proposal)
    assert not may_write(reader(UserFactory()), proposal)


@pytest.mark.parametrize(
    ("status", "writes", "hands_in"),
    [("verified", True, True), ("pending", True, False), ("suspended", False, False)],
)
def test_organisation_writes_while_it_is_open_and_hands_in_when_approved(status, writes, hands_in):
    reason = "Fordi." if status == "suspended" else ""
    proposal = ProposalFactory(organisation=OrganisationFactory(status=status, reason=reason))
    member = reader(MembershipFactory(organisation=proposal.organisation).user)

    assert (may_write(member, proposal), may_hand_in(member, proposal)) == (writes, hands_in)


@pytest.mark.parametrize("status", Proposal.Status.values)
def test_proposal_is_withdrawn_only_while_it_is_open(status):
    proposal = handed_in(status)

    member = reader(MembershipFactory(organisation=proposal.organisation).user)

    assert may_withdraw(member, proposal) == (status in Proposal.OPEN)
