"""Votes and replies under a crowd. Each race has a control that loses it."""

import uuid
from functools import partial

import pytest
from django.db import connection, transaction

from partners.threads.actions import post_reply, vote
from partners.threads.errors import OldTurn
from partners.threads.models import Reply, Vote
from partners.threads.reading import thread_of
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import InputFactory, UserFactory

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]
CROWD = 100


def test_a_hundred_votes_at_once_count_a_hundred():
    input = InputFactory()
    voters = [UserFactory() for _ in range(CROWD)]

    outcomes = all_at_once([partial(vote, input, by=voter, value="agree", turn=0) for voter in voters])

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert thread_of(voters[0], input).votes == {"agree": CROWD, "disagree": 0, "pass": 0}


def test_a_counter_without_a_lock_loses_votes():
    input = InputFactory()
    here = all_have_read(2)
    tally = Vote.objects.create(input=input, user=UserFactory(), turn=0)

    @transaction.atomic
    def count_without_lock():
        mine = Vote.objects.get(pk=tally.pk)
        here.wait()
        mine.turn += 1
        mine.save()

    all_at_once([count_without_lock] * 2, threads=2)

    tally.refresh_from_db()
    assert tally.turn == 1


def test_the_same_person_at_once_counts_once():
    input, voter = InputFactory(), UserFactory()
    values = ["agree", "disagree"] * 10

    outcomes = all_at_once([partial(vote, input, by=voter, value=value, turn=0) for value in values])

    assert {type(each) for each in outcomes} == {Vote, OldTurn}
    assert (Vote.objects.count(), Vote.objects.get().turn) == (1, 1)


def test_without_the_constraint_the_same_person_counts_twice():
    input, voter = InputFactory(), UserFactory()
    here = all_have_read(2)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE partners_vote DROP CONSTRAINT vote_once")

    @transaction.atomic
    def vote_without_constraint():
        has_voted = Vote.objects.filter(input=input, user=voter).exists()
        here.wait()
        if not has_voted:
            Vote.objects.create(input=input, user=voter, value="agree", turn=1)

    all_at_once([vote_without_constraint] * 2, threads=2)

    assert Vote.objects.count() == 2


def test_one_reply_sent_many_times_at_once_is_one():
    input, author, key = InputFactory(), UserFactory(), uuid.uuid4()

    outcomes = all_at_once(
        [partial(post_reply, input, by=author, text="Enig.", client_id=key)] * 8, threads=8
    )

    assert Reply.objects.count() == 1
    assert {each.pk for each in outcomes} == {Reply.objects.get().pk}
