"""Votes in a poll under a crowd. Each race has a control that loses it."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import WorkshopPageFactory
from tests.staff import COORDINATORS, staff
from workshops.live.actions import join_room, open_room
from workshops.polls.actions import close_poll, create_poll, open_poll, vote
from workshops.polls.errors import PollClosed
from workshops.polls.models import Ballot, Poll, Voted
from workshops.polls.results import results_of

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]
CROWD = 100


@pytest.fixture
def leader(committed_db):
    return staff(COORDINATORS)


@pytest.fixture
def poll(leader):
    """An open poll: `poll(anonymous=True, hides_results=True)`."""

    def make(**settings):
        start = timezone.now()
        room = open_room(WorkshopPageFactory(start=start, end=start + timedelta(hours=2)), by=leader)
        made = create_poll(room, kind="single", question="Hva?", by=leader, choices=["Ja", "Nei"], **settings)
        return open_poll(made, by=leader)

    return make


def somebody(poll):
    return join_room(poll.room, client_id=uuid.uuid4(), name="", kind="self")


def ballot(poll, index=0):
    return {"choices": [poll.choices.all()[index].pk]}


@pytest.mark.parametrize("settings", [{}, {"anonymous": True, "hides_results": True}])
def test_a_hundred_votes_at_once_count_a_hundred(poll, settings):
    made = poll(**settings)
    calls = [
        partial(vote, made, participant=somebody(made), answer=ballot(made, n % 2)) for n in range(CROWD)
    ]

    outcomes = all_at_once(calls)

    assert outcomes == [None] * CROWD
    results = results_of(made)
    assert (results.voters, [row.cells for row in results.rows]) == (CROWD, [[50, 50], [50, 50]])


def test_the_same_participant_at_once_counts_once(poll):
    made = poll()
    kari = somebody(made)

    outcomes = all_at_once(
        [partial(vote, made, participant=kari, answer=ballot(made, n % 2)) for n in range(20)]
    )

    assert outcomes == [None] * 20
    assert (Voted.objects.count(), Ballot.objects.count()) == (1, 1)


def test_the_same_participant_at_once_counts_once_in_an_anonymous_poll(poll):
    made = poll(anonymous=True, hides_results=True)
    kari = somebody(made)

    outcomes = all_at_once([partial(vote, made, participant=kari, answer=ballot(made))] * 20)

    assert sorted(type(each).__name__ for each in outcomes) == ["AlreadyVoted"] * 19 + ["NoneType"]
    assert (Voted.objects.count(), Ballot.objects.count()) == (1, 1)


def test_without_lock_and_constraint_the_same_participant_counts_twice(poll):
    made = poll(anonymous=True, hides_results=True)
    kari, here = somebody(made), all_have_read(2)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workshops_voted DROP CONSTRAINT voted_once")

    @transaction.atomic
    def vote_without_lock():
        has_voted = Voted.objects.filter(poll=made, participant=kari).exists()
        here.wait()
        if not has_voted:
            Voted.objects.create(poll=made, participant=kari)
            Ballot.objects.create(poll=made, answer=ballot(made))

    all_at_once([vote_without_lock] * 2, threads=2)

    assert Ballot.objects.count() == 2


def test_votes_against_the_closing_are_counted_before_it_or_not_at_all(poll, leader):
    made = poll()
    voters = [somebody(made) for _ in range(40)]
    calls = [partial(vote, made, participant=voter, answer=ballot(made)) for voter in voters]
    calls.insert(20, partial(counted_at_closing, made, leader))

    outcomes = all_at_once(calls)

    counted = outcomes.count(None)
    refused = [each for each in outcomes if isinstance(each, PollClosed)]
    (at_closing,) = [each for each in outcomes if isinstance(each, int)]
    assert at_closing == counted == Ballot.objects.count()
    assert counted + len(refused) == len(voters)


def counted_at_closing(poll, leader):
    close_poll(poll, by=leader)
    return results_of(poll).voters


def test_without_a_lock_a_vote_is_counted_after_the_closing(poll, leader):
    made = poll()
    kari, seen, closed = somebody(made), all_have_read(2), all_have_read(2)

    @transaction.atomic
    def vote_without_lock():
        is_open = Poll.objects.get(pk=made.pk).is_open
        seen.wait()
        closed.wait()
        if is_open:
            Ballot.objects.create(poll=made, participant=kari, answer=ballot(made))

    def close():
        seen.wait()
        number = counted_at_closing(made, leader)
        closed.wait()
        return number

    outcomes = all_at_once([vote_without_lock, close], threads=2)

    assert 0 in outcomes
    assert Ballot.objects.count() == 1
