"""The coverage over time is told from facts: what was so on each day."""

from datetime import UTC, datetime, timedelta

import pytest

from partners.coverage.chart import drawn
from partners.coverage.coverage import State
from partners.coverage.over_time import coverage_over_time, moments_between
from partners.proposals.models import Offer, Proposal, Step
from tests.factories import RoleFactory, handed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def day(number):
    return NOW - timedelta(days=number)


def offered(role, *, ago, status="submitted", decided=None, accepted=None):
    proposal = handed_in(role)
    Proposal.objects.filter(pk=proposal.pk).update(
        submitted_at=day(ago), status=status, decided_at=decided and day(decided)
    )
    Offer.objects.filter(version=proposal.current).update(accepted=accepted)
    return proposal


def states(points):
    return [next(state.value for state, count in point.counts.items() if count) for point in points]


def test_nothing_is_told_before_the_first_proposal():
    assert coverage_over_time([RoleFactory()], now=NOW) == []
    assert drawn([]) is None


def test_role_goes_from_missing_through_dialogue_and_partly_to_covered():
    role = RoleFactory(amount=2)
    offered(role, ago=3, status="accepted", decided=2, accepted=1)
    offered(role, ago=3, status="accepted", decided=1, accepted=1)

    points = coverage_over_time([role], now=NOW + timedelta(minutes=1))

    assert states(points) == ["missing", "in_dialogue", "partly", "covered", "covered"]


def test_declined_and_withdrawn_proposals_were_in_dialogue_until_they_ended():
    declined, withdrawn = RoleFactory(), RoleFactory()
    offered(declined, ago=3, status="declined", decided=1)
    proposal = offered(withdrawn, ago=3, status="withdrawn")
    Step.objects.create(proposal=proposal, before="submitted", after="withdrawn", at=day(2))

    points = coverage_over_time([declined, withdrawn], now=NOW + timedelta(minutes=1))

    assert [point.counts[State.IN_DIALOGUE] for point in points] == [0, 2, 1, 0, 0]
    assert {point.total for point in points} == {2}


@pytest.mark.parametrize("days", [0, 1, 12, 13, 100, 1000])
def test_moments_are_few_and_reach_the_first_fact(days):
    moments = moments_between(day(days), NOW)

    assert 2 <= len(moments) <= 13
    assert moments[-1] == NOW
    assert moments[0] <= day(days)


def test_bars_fill_the_height_whatever_the_counts():
    roles = [RoleFactory() for _ in range(3)]
    offered(roles[0], ago=4)
    points = coverage_over_time(roles, now=NOW)

    chart = drawn(points)

    heights = {}
    for bar in chart.bars:
        heights[bar.x] = heights.get(bar.x, 0) + bar.height
    assert len(heights) == len(points)
    assert max(heights.values()) - min(heights.values()) < 0.3


def test_history_takes_one_query(django_assert_num_queries):
    for count in (1, 3):
        roles = [RoleFactory() for _ in range(count)]
        for role in roles:
            offered(role, ago=5)

        with django_assert_num_queries(1):
            coverage_over_time(roles, now=NOW)
