"""One vote for each account, changeable, and nobody sees the figures before they have voted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.inputs.actions import hide_input
from partners.inputs.models import Input
from partners.threads.actions import vote
from partners.threads.errors import MayNot, OldTurn
from partners.threads.models import Talk, Vote
from partners.threads.moderating import exclude, set_talk
from partners.threads.reading import thread_of
from tests.factories import InputFactory, UserFactory
from tests.partners.threads.conftest import account_of


def tally(input, user):
    return thread_of(user, input).votes


def test_vote_is_changed_and_taken_back(input, silje):
    vote(input, by=silje, value="agree", turn=0)
    vote(input, by=silje, value="disagree", turn=1)
    assert tally(input, silje) == {"agree": 0, "disagree": 1, "pass": 0}

    vote(input, by=silje, value="", turn=2)

    assert tally(input, silje) == {"agree": 0, "disagree": 0, "pass": 0}
    assert thread_of(silje, input).mine == ""


def test_voting_twice_counts_once(input, silje):
    for _ in range(3):
        vote(input, by=silje, value="agree", turn=0)

    assert tally(input, silje)["agree"] == 1


@pytest.mark.parametrize("later", ["disagree", ""])
def test_vote_that_is_sent_again_later_changes_nothing(input, silje, later):
    vote(input, by=silje, value="agree", turn=0)
    vote(input, by=silje, value=later, turn=1)

    with pytest.raises(OldTurn):
        vote(input, by=silje, value="agree", turn=0)

    assert Vote.objects.get().value == later


def test_no_vote_on_what_is_hidden_closed_own_or_for_the_municipality(input, silje, coordinator):
    hidden, own = InputFactory(), InputFactory()
    hide_input(hidden, reason="x", by=coordinator)
    closed = InputFactory()
    Talk.objects.create(page=closed.page, closes_at=timezone.now() - timedelta(seconds=1))
    secret = InputFactory(visibility=Input.Visibility.MUNICIPALITY)

    for user, each in ((silje, hidden), (silje, closed), (account_of(own.giver), own), (coordinator, secret)):
        with pytest.raises(MayNot):
            vote(each, by=user, value="agree", turn=0)
    assert Vote.objects.count() == 0


def test_no_vote_from_who_is_kept_out(input, silje, coordinator):
    exclude(email=silje.email, reason="Hets", until=timezone.now() + timedelta(days=1), by=coordinator)

    with pytest.raises(MayNot):
        vote(input, by=silje, value="agree", turn=0)


def test_figures_are_seen_by_who_has_voted_and_by_all_when_it_closes(input, silje, per, coordinator):
    vote(input, by=silje, value="agree", turn=0)
    assert [thread_of(user, input).shows_counts for user in (silje, per)] == [True, False]

    set_talk(input.page, closes_at=timezone.now() - timedelta(minutes=1), counts="after_vote", by=coordinator)
    assert thread_of(per, input).shows_counts
    set_talk(input.page, closes_at=None, counts="at_once", by=coordinator)

    assert thread_of(per, input).shows_counts
    assert Talk.objects.count() == 1


def test_counting_many_votes_is_one_query(input, django_assert_num_queries):
    users = [UserFactory() for _ in range(5)]
    for user in users:
        vote(input, by=user, value="agree", turn=0)

    with django_assert_num_queries(1):
        assert thread_of(users[0], input).votes["agree"] == 5
