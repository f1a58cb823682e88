"""A poll is made, opened, voted in and closed; votes count exactly, and an anonymous one keeps no trace."""

import pytest
from django.db import IntegrityError, connection, transaction
from wagtail.models import ModelLogEntry, PageLogEntry

from portal.live.models import Change
from tests.factories import RoleFactory, WorkshopPageFactory
from workshops.chores import tell_votes
from workshops.live.actions import close_room, open_room
from workshops.live.errors import NotInRoom
from workshops.polls.actions import (
    close_poll,
    count_paper,
    create_poll,
    delete_poll,
    edit_poll,
    hide_word,
    open_poll,
    show_word,
    vote,
)
from workshops.polls.errors import AlreadyVoted, Fixed, NotNow, PollClosed, StaysAnonymous
from workshops.polls.models import Ballot, Choice, Poll, RoleInterest, Voted
from workshops.polls.reading import results_context
from workshops.polls.results import results_of

pytestmark = pytest.mark.django_db


def told(room, what):
    changes = Change.objects.filter(room__name=f"poll:{room.pk}").order_by("number")
    return [body for each in changes for body in each.bodies.values() if f'"what":"{what}"' in body]


def edited(poll, by, **settings):
    fields = {"question": "Ny?", "choices": ["A", "B"], "anonymous": False, "hides_results": False}
    return edit_poll(poll, by=by, **(fields | settings))


def test_poll_goes_from_draft_to_open_to_closed_and_stays_closed(poll, leader):
    made = poll(is_open=False)
    assert made.is_draft

    assert open_poll(open_poll(made, by=leader), by=leader).is_open
    assert close_poll(close_poll(made, by=leader), by=leader).is_closed
    with pytest.raises(NotNow):
        open_poll(made, by=leader)


def test_open_poll_can_be_looked_at_by_participants_on_their_own(poll):
    assert poll(is_open=False).activity.opened_at is None
    assert poll().activity.__class__.objects.exclude(opened_at=None).count() == 1


def test_only_a_draft_can_be_deleted(poll, leader):
    delete_poll(poll(is_open=False), by=leader)
    assert Poll.objects.count() == 0

    with pytest.raises(NotNow):
        delete_poll(poll(), by=leader)


def test_draft_takes_no_votes(poll, join, pks):
    made = poll(is_open=False)

    with pytest.raises(PollClosed):
        vote(made, participant=join(), answer={"choices": pks(made)[:1]})


def test_vote_after_closing_is_refused_and_counts_nothing(poll, join, leader, pks):
    made = poll()
    close_poll(made, by=leader)

    with pytest.raises(PollClosed):
        vote(made, participant=join(), answer={"choices": pks(made)[:1]})

    assert (Voted.objects.count(), Ballot.objects.count()) == (0, 0)


def test_closing_the_room_closes_its_polls(poll, room, leader):
    made, draft = poll(), poll(is_open=False)

    close_room(room, by=leader)

    assert Poll.objects.get(pk=made.pk).is_closed
    assert Poll.objects.get(pk=draft.pk).is_draft


def test_somebody_of_another_room_has_no_vote(poll, leader, join, pks):
    other = open_room(WorkshopPageFactory(), by=leader)
    foreign = create_poll(other, kind="single", question="?", by=leader, choices=["A", "B"])
    open_poll(foreign, by=leader)

    with pytest.raises(NotInRoom):
        vote(foreign, participant=join(), answer={"choices": pks(foreign)[:1]})


def test_vote_that_is_not_anonymous_can_be_changed_and_counts_once(poll, join, pks):
    made, kari = poll(), join("Kari")
    first, second = pks(made)

    for choice in (first, first, second):
        vote(made, participant=kari, answer={"choices": [choice]})

    assert Ballot.objects.get().answer == {"choices": [second]}
    assert [row.cells for row in results_of(made).rows] == [[0, 0], [1, 100]]


def test_anonymous_vote_is_cast_once_and_cannot_be_changed(poll, join, pks):
    made, kari = poll(anonymous=True, hides_results=True), join("Kari")
    first, second = pks(made)
    vote(made, participant=kari, answer={"choices": [first]})

    with pytest.raises(AlreadyVoted):
        vote(made, participant=kari, answer={"choices": [second]})

    assert Ballot.objects.get().answer == {"choices": [first]}


def rows_of(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def test_no_table_or_log_joins_an_anonymous_vote_with_its_voter(poll, room, join, leader, pks):
    made = poll(anonymous=True, hides_results=True)
    logged = PageLogEntry.objects.count(), ModelLogEntry.objects.count()
    voters = [join(f"Deltaker {number}") for number in range(12)]
    for number, voter in enumerate(voters):
        vote(made, participant=voter, answer={"choices": [pks(made)[number % 2]]})

    # A ballot holds the poll, what was chosen and a random key: nobody, and no time.
    assert [field.name for field in Ballot._meta.fields] == ["id", "poll", "participant", "answer"]
    assert set(Ballot.objects.values_list("participant", flat=True)) == {None}
    assert [field.name for field in Voted._meta.fields] == ["id", "poll", "participant"]
    # Nothing else points at a ballot, and no ballot's key is anybody's.
    assert Ballot._meta.related_objects == ()
    keys = {key for (key,) in rows_of("SELECT id FROM workshops_ballot")}
    assert keys.isdisjoint({key for (key,) in rows_of("SELECT id FROM workshops_voted")})
    # The database's own columns say no more: all ballots were written last by one transaction, and they lie
    # in the order of their random keys, whatever the order of the votes.
    assert len(rows_of("SELECT DISTINCT xmin::text FROM workshops_ballot")) == 1
    in_place = [key for (key,) in rows_of("SELECT id FROM workshops_ballot ORDER BY ctid")]
    assert in_place == sorted(keys)
    # No log entry tells of a vote, and what was pushed is a number.
    assert (PageLogEntry.objects.count(), ModelLogEntry.objects.count()) == logged
    assert [body for body in told(room, "votes") if "Sykler" in body or "<svg" in body] == []


def test_anonymous_poll_shows_results_to_nobody_before_it_is_closed(poll, join, leader, pks):
    made = poll(anonymous=True, hides_results=True)
    vote(made, participant=join(), answer={"choices": pks(made)[:1]})
    made.refresh_from_db()
    assert results_context(made) == {"poll": made, "voters": 1}

    made = close_poll(made, by=leader)

    assert [row.cells for row in results_context(made)["rows"]] == [[1, 100], [0, 0]]


@pytest.mark.parametrize("fields", [{"anonymous": True, "hides_results": False}])
def test_database_refuses_an_anonymous_poll_with_open_results(poll, fields):
    made = poll(is_open=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.filter(pk=made.pk).update(**fields)


def test_database_refuses_anonymous_interest_in_roles(poll):
    made = poll("roles", is_open=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        Poll.objects.filter(pk=made.pk).update(anonymous=True, hides_results=True)


@pytest.mark.parametrize(
    "settings", [{"anonymous": True, "hides_results": True}, {"hides_results": True}, {}]
)
def test_after_the_first_vote_nothing_can_be_changed_or_loosened(poll, join, leader, pks, settings):
    made = poll(**settings)
    vote(made, participant=join(), answer={"choices": pks(made)[:1]})

    with pytest.raises(Fixed):
        edited(made, leader)

    made.refresh_from_db()
    assert made.hides_results == bool(settings)
    assert list(made.choices.values_list("text", flat=True)) == ["Sykler", "Klær"]


def test_votes_on_paper_fix_the_poll_too(poll, leader, pks):
    made = poll()
    count_paper(made, numbers={str(pks(made)[0]): 3}, people=0, by=leader)

    with pytest.raises(Fixed):
        edited(made, leader)


def test_open_poll_without_votes_can_be_changed(poll, leader):
    made = edited(poll(hides_results=True), leader, question="Hva nå?")

    assert (str(made), made.hides_results) == ("Hva nå?", False)
    assert list(made.choices.values_list("text", flat=True)) == ["A", "B"]


def test_anonymity_that_people_were_told_of_cannot_be_undone(poll, leader):
    with pytest.raises(StaysAnonymous):
        edited(poll(anonymous=True, hides_results=True), leader)

    draft = poll(is_open=False, anonymous=True, hides_results=True)
    assert not edited(draft, leader).anonymous


def test_interest_in_roles_is_kept_with_the_participant_and_follows_a_changed_vote(poll, join, pks):
    made, kari = poll("roles"), join("Kari")
    cafe, bikes = (Choice.objects.get(role__slug=slug).pk for slug in ("kafe", "sykkelverksted"))
    vote(made, participant=kari, answer={"roles": {str(cafe): ["developer"], str(bikes): ["participant"]}})

    vote(made, participant=kari, answer={"roles": {str(bikes): ["developer", "participant"]}})

    interest = RoleInterest.objects.get()
    assert (interest.participant, interest.role.slug) == (kari, "sykkelverksted")
    assert (interest.as_developer, interest.as_participant) == (True, True)


def test_choices_of_a_poll_about_roles_are_those_that_take_proposals(poll):
    RoleFactory(title="Lukket", state="closed")

    assert sorted(map(str, poll("roles").choices.all())) == ["Kafé", "Sykkelverksted"]


def test_facilitators_actions_are_logged_with_who(poll, leader, pks):
    made = poll()
    count_paper(made, numbers={str(pks(made)[0]): 2}, people=0, by=leader)
    close_poll(made, by=leader)

    entries = PageLogEntry.objects.filter(action__startswith="workshops.poll.").order_by("timestamp")
    assert [entry.action.rpartition(".")[2] for entry in entries] == ["create", "open", "paper", "close"]
    assert {entry.user_id for entry in entries} == {leader.pk}


def test_votes_of_a_crowd_are_pushed_at_once_and_then_once_more(poll, room, join, pks):
    made = poll()
    voters = [join() for _number in range(5)]
    for voter in voters:
        vote(made, participant=voter, answer={"choices": pks(made)[:1]})
    in_both_languages = 2
    assert len(told(room, "votes")) == in_both_languages

    Poll.objects.update(told_at=None)
    tell_votes()
    tell_votes()

    assert len(told(room, "votes")) == 2 * in_both_languages
    assert "<strong>5</strong>" in told(room, "votes")[-1]


def test_push_of_a_poll_with_hidden_results_says_only_how_many(poll, room, join, pks):
    made = poll(hides_results=True)
    vote(made, participant=join(), answer={"choices": pks(made)[:1]})

    assert all("<strong>1</strong>" in body and "Sykler" not in body for body in told(room, "votes"))


def test_hidden_word_leaves_the_results_and_what_was_pushed(poll, room, join, leader):
    made = poll("words")
    vote(made, participant=join(), answer={"words": ["Tøys", "Ombruk"]})
    assert any("Tøys" in body for body in told(room, "votes"))

    hide_word(made, " TØYS ", by=leader)
    hide_word(made, "tøys", by=leader)

    assert [word.text for word in results_of(made).words] == ["Ombruk"]
    assert not any("Tøys" in body for body in told(room, "votes"))
    show_word(made, "Tøys", by=leader)
    assert [word.text for word in results_of(made).words] == ["Ombruk", "Tøys"]


def test_push_with_the_longest_words_and_choices_can_be_sent(poll, room, join, leader):
    made = poll("words")
    for number in range(12):
        words = [f"{chr(0x1F600 + number)}&<{number:02d}{letter}".ljust(30, "ø") for letter in "abc"]
        vote(made, participant=join(), answer={"words": words})
    Poll.objects.update(told_at=None, is_untold=True)

    tell_votes()

    assert not Poll.objects.get(pk=made.pk).is_untold
