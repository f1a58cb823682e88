"""Votes in a group's decision under a crowd. Each race has a control that loses it."""

from functools import partial

import pytest
from django.db import connection, transaction

from partners.decisions.actions import close_decision
from partners.decisions.errors import Changed, NotEntitled, NotOpen
from partners.decisions.models import DecisionVote, DecisionVoted, GroupDecision, Outcome, SecretBallot
from partners.decisions.outcomes import marker_of, write_outcome
from partners.decisions.results import results_of
from partners.decisions.voting import vote
from partners.groups.membership import leave
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import GroupMemberFactory, WorkingGroupFactory, make_decision
from tests.partners.decisions.ballots import chosen

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]
CROWD = 100
SECRET = {"anonymous": True, "results": "closed"}


@pytest.fixture
def group(committed_db):
    return WorkingGroupFactory()


@pytest.fixture
def leader(group):
    return GroupMemberFactory(group=group, place="leader")


@pytest.fixture
def crowd(group, leader):
    """So many members, in the group before a decision opens."""
    return lambda number: [GroupMemberFactory(group=group) for _ in range(number)]


@pytest.fixture
def make(group, leader):
    return lambda **values: make_decision(group, by=leader.user, **values)


@pytest.mark.parametrize("values", [{}, SECRET])
def test_a_hundred_votes_at_once_count_a_hundred(crowd, make, values):
    members = crowd(CROWD)
    decision = make(**values)
    calls = [
        partial(vote, decision, user=each.user, answer=chosen(decision, n % 2))
        for n, each in enumerate(members)
    ]

    outcomes = all_at_once(calls)

    assert outcomes == [None] * CROWD
    results = results_of(decision)
    assert (results.voters, [row.cells for row in results.rows]) == (CROWD, [[50, 50], [50, 50], [0, 0]])


def test_one_voter_who_presses_many_times_counts_once(crowd, make):
    (member,) = crowd(1)
    decision = make()

    outcomes = all_at_once(
        [partial(vote, decision, user=member.user, answer=chosen(decision, n % 2)) for n in range(20)]
    )

    assert outcomes == [None] * 20
    assert (DecisionVoted.objects.count(), DecisionVote.objects.count()) == (1, 1)


def test_one_voter_who_presses_many_times_counts_once_when_anonymous(crowd, make):
    (member,) = crowd(1)
    decision = make(**SECRET)

    outcomes = all_at_once([partial(vote, decision, user=member.user, answer=chosen(decision, 0))] * 20)

    assert sorted(type(each).__name__ for each in outcomes) == ["AlreadyVoted"] * 19 + ["NoneType"]
    assert (DecisionVoted.objects.count(), SecretBallot.objects.count()) == (1, 1)


def test_without_lock_and_constraint_one_voter_counts_twice(crowd, make):
    (member,) = crowd(1)
    decision, here = make(**SECRET), all_have_read(2)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE partners_decisionvoted DROP CONSTRAINT decision_voted_once")

    @transaction.atomic
    def vote_without_lock():
        has_voted = DecisionVoted.objects.filter(decision=decision, user=member.user).exists()
        here.wait()
        if not has_voted:
            DecisionVoted.objects.create(decision=decision, user=member.user)
            SecretBallot.objects.create(decision=decision, answer=chosen(decision, 0))

    all_at_once([vote_without_lock] * 2, threads=2)

    assert SecretBallot.objects.count() == 2


def counted_at_closing(decision, leader):
    close_decision(decision, by=leader.user)
    return results_of(decision).voters


def test_votes_against_the_closing_are_counted_before_it_or_not_at_all(crowd, make, leader):
    members = crowd(40)
    decision = make()
    calls = [partial(vote, decision, user=each.user, answer=chosen(decision, 0)) for each in members]
    calls.insert(20, partial(counted_at_closing, decision, leader))

    outcomes = all_at_once(calls)

    counted = outcomes.count(None)
    refused = [each for each in outcomes if isinstance(each, NotOpen)]
    (at_closing,) = [each for each in outcomes if isinstance(each, int)]
    assert at_closing == counted == DecisionVote.objects.count()
    assert counted + len(refused) == len(members)


def test_without_a_lock_a_vote_is_counted_after_the_closing(crowd, make, leader):
    (member,) = crowd(1)
    decision, seen, closed = make(), all_have_read(2), all_have_read(2)

    @transaction.atomic
    def vote_without_lock():
        is_open = GroupDecision.objects.get(pk=decision.pk).is_open
        seen.wait()
        closed.wait()
        if is_open:
            DecisionVote.objects.create(decision=decision, user=member.user, answer=chosen(decision, 0))

    def close():
        seen.wait()
        number = counted_at_closing(decision, leader)
        closed.wait()
        return number

    outcomes = all_at_once([vote_without_lock, close], threads=2)

    assert 0 in outcomes
    assert DecisionVote.objects.count() == 1


def test_who_comes_after_the_opening_is_not_on_the_roll(crowd, make, group):
    on_roll = crowd(5)
    decision = make()
    late = crowd(5)

    outcomes = all_at_once(
        [partial(vote, decision, user=each.user, answer=chosen(decision, 0)) for each in on_roll + late]
    )

    assert outcomes.count(None) == results_of(decision).voters == 5
    assert len([each for each in outcomes if isinstance(each, NotEntitled)]) == 5


def test_who_leaves_at_once_votes_before_or_not_at_all(crowd, make):
    (member,) = crowd(1)
    decision = make()

    outcomes = all_at_once(
        [partial(leave, member), partial(vote, decision, user=member.user, answer=chosen(decision, 0))],
        threads=2,
    )

    was_late = any(isinstance(each, NotEntitled) for each in outcomes)
    assert DecisionVote.objects.count() == (0 if was_late else 1)


def test_two_who_write_the_outcome_at_once_do_not_overwrite_each_other(make, leader):
    decision = close_decision(make(), by=leader.user)
    texts = [f"Utfall {n}" for n in range(4)]
    calls = [
        partial(write_outcome, decision, text=text, seen=marker_of(None), by=leader.user) for text in texts
    ]

    outcomes = all_at_once(calls, threads=4)

    assert len([each for each in outcomes if isinstance(each, Changed)]) == 3
    assert Outcome.objects.get().text in texts
