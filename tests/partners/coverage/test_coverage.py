"""How coverage is counted: one test for each rule."""

from decimal import Decimal

import pytest
from django.utils import timezone

from partners.coverage.coverage import State, coverage_of
from partners.organisations.models import Membership
from partners.proposals.drafting import begin_version
from partners.proposals.models import Offer, Proposal
from partners.proposals.rules import Reader
from tests.factories import MembershipFactory, OfferFactory, ProposalFactory, RoleFactory, handed_in
from tests.staff import COORDINATORS, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def role():
    return RoleFactory(amount=3)


def offered(role, amount=1, **fields):
    return handed_in(role, amount=amount, **fields)


def accepted(role, amount, *, of=None, **fields):
    """A proposal that was accepted, with this much of the role."""
    proposal = offered(role, of or amount, **fields)
    Proposal.objects.filter(pk=proposal.pk).update(status="accepted", decided_at=timezone.now())
    Offer.objects.filter(version=proposal.current, role=role).update(accepted=amount)
    return proposal


def of(role, reader=None):
    return coverage_of([role], reader)[role.pk]


def reader_of(user):
    return Reader(user, list(Membership.objects.filter(user=user).select_related("organisation")))


def test_no_proposal_is_missing(role):
    assert (of(role).state, of(role).proposals, of(role).missing) == (State.MISSING, 0, 3)


def test_open_proposal_is_in_dialogue_however_much_it_offers(role):
    offered(role, 9)

    assert (of(role).state, of(role).proposals, of(role).percent) == (State.IN_DIALOGUE, 1, 0)


@pytest.mark.parametrize("status", Proposal.OPEN)
def test_each_open_status_is_in_dialogue(role, status):
    Proposal.objects.filter(pk=offered(role).pk).update(status=status)

    assert of(role).state == State.IN_DIALOGUE


@pytest.mark.parametrize("status", ["declined", "withdrawn"])
def test_what_has_ended_counts_for_nothing(role, status):
    Proposal.objects.filter(pk=offered(role).pk).update(status=status, decided_at=timezone.now())

    assert (of(role).state, of(role).proposals) == (State.MISSING, 0)


def test_draft_counts_for_nothing(role):
    OfferFactory(version=ProposalFactory().versions.get(), role=role)

    assert (of(role).state, of(role).proposals) == (State.MISSING, 0)


def test_less_than_wanted_accepted_is_partly(role):
    accepted(role, Decimal("1.5"))

    assert (of(role).state, of(role).percent, of(role).missing) == (State.PARTLY, 50, Decimal("1.5"))


def test_as_much_as_wanted_accepted_is_covered(role):
    accepted(role, 1)
    accepted(role, 2)

    assert (of(role).state, of(role).percent, of(role).missing) == (State.COVERED, 100, 0)


def test_accepted_proposal_without_an_amount_of_this_role_leaves_it_missing(role):
    Proposal.objects.filter(pk=offered(role).pk).update(status="accepted", decided_at=timezone.now())

    assert of(role).state == State.MISSING


def test_almost_all_is_never_a_hundred_per_cent():
    role = RoleFactory(amount=9999)
    accepted(role, Decimal("9998.9"))

    assert (of(role).state, of(role).percent) == (State.PARTLY, 99)


def test_only_the_version_handed_in_last_counts(role):
    proposal = offered(role, 2)
    begin_version(proposal, by=proposal.proposer)

    coverage = of(role, reader_of(staff(COORDINATORS)))

    assert (coverage.proposals, coverage.offered) == (1, 2)


def test_oversubscribed_when_more_is_asked_for_than_is_left(role):
    coordinator = reader_of(staff(COORDINATORS))
    accepted(role, 2, of=3)
    offered(role, 1)
    assert not of(role, coordinator).is_oversubscribed

    offered(role, 1)

    coverage = of(role, coordinator)
    assert (coverage.is_oversubscribed, coverage.offered, coverage.undecided) == (True, 5, 2)


def test_offered_counts_what_the_reader_may_see_and_the_state_counts_all(role):
    for amount, visibility in ((1, "municipality"), (2, "partners"), (4, "everyone")):
        Offer.objects.filter(version=offered(role, amount).current).update(visibility=visibility)
    own = MembershipFactory()
    Offer.objects.filter(version=offered(role, 8, organisation=own.organisation).current).update(
        visibility="municipality"
    )
    readers = {
        "public": None,
        "partner": reader_of(MembershipFactory().user),
        "colleague": reader_of(own.user),
        "coordinator": reader_of(staff(COORDINATORS)),
    }

    coverages = {who: of(role, reader) for who, reader in readers.items()}

    assert {who: each.offered for who, each in coverages.items()} == {
        "public": 4,
        "partner": 6,
        "colleague": 14,
        "coordinator": 15,
    }
    assert {(each.state, each.proposals) for each in coverages.values()} == {(State.IN_DIALOGUE, 4)}


def test_all_roles_take_one_query(django_assert_num_queries):
    for count in (1, 3):
        roles = [RoleFactory() for _ in range(count)]
        for role in roles:
            offered(role)

        with django_assert_num_queries(1):
            found = coverage_of(roles)

        assert len(found) == count
