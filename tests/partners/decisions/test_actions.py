"""Decisions are prepared, opened, voted in, closed; what was promised about them holds."""

import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.decisions.actions import (
    change_draft,
    change_open,
    close_decision,
    close_overdue,
    create_decision,
    delete_draft,
    open_decision,
)
from partners.decisions.errors import AlreadyVoted, Fixed, Loosened, NotEntitled, NotNow, NotOpen, TimeIsOut
from partners.decisions.models import DecisionOption, DecisionVote, DecisionVoted, GroupDecision, SecretBallot
from partners.decisions.results import results_of
from partners.decisions.voting import vote
from partners.groups.actions import archive_group
from partners.groups.errors import Archived
from partners.groups.membership import change_place, leave
from portal.mail.models import Letter
from tests.factories import GroupMemberFactory
from tests.partners.decisions.ballots import TEXTS, can, chosen

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")


def logged():
    entries = ModelLogEntry.objects.filter(action__startswith="partners.group_decision").order_by("pk")
    return [entry.action.rpartition(".")[2] for entry in entries]


def cells(decision):
    return [row.cells[0] for row in results_of(decision).rows]


def pass_time(decision):
    GroupDecision.objects.filter(pk=decision.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    decision.refresh_from_db()


def test_consent_has_its_choices_and_a_block_asks_why(make):
    decision = make()

    options = [(option.code, bool(option.prompt)) for option in decision.options.all()]
    assert options == [("consent", False), ("concern", True), ("block", True)]
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionOption.objects.filter(code="block").update(prompt="")


def test_sending_the_form_twice_makes_one_decision(group, leader):
    values = {"title": "Hva?", "closes_at": timezone.now() + timedelta(days=1), "client_id": uuid.uuid4()}

    first, second = (
        create_decision(group, kind="count", by=leader.user, options=[], **values) for _ in range(2)
    )

    assert (first, GroupDecision.objects.count(), logged()) == (second, 1, ["create"])


def test_draft_is_changed_and_thrown_away_and_an_open_one_is_not(make, leader):
    draft = make("single", options=TEXTS, opens=False)
    values = {"title": "Hvilken dag?", "closes_at": draft.closes_at}

    change_draft(draft, by=leader.user, options=TEXTS[:2], **values)
    opened = open_decision(draft, by=leader.user)

    assert [str(option) for option in opened.options.all()] == ["Mandag", "Tirsdag"]
    with pytest.raises(Fixed):
        change_draft(opened, by=leader.user, options=TEXTS, **values)
    with pytest.raises(Fixed):
        delete_draft(opened, by=leader.user)
    delete_draft(make(opens=False), by=leader.user)
    assert GroupDecision.objects.get() == opened


def test_roll_is_frozen_when_it_opens(make, group, leader, member, observer):
    decision = make()
    late = GroupMemberFactory(group=group)

    assert {line.user for line in decision.roll.all()} == {leader.user, member.user}
    for outsider in (late, observer):
        with pytest.raises(NotEntitled):
            vote(decision, user=outsider.user, answer=chosen(decision, 0))


def test_where_the_roll_is_open_new_members_vote_and_observers_do_not(make, group, member):
    decision = make(electorate="members")
    late = GroupMemberFactory(group=group)
    change_place(member, place="observer", by=late.user)

    vote(decision, user=late.user, answer=chosen(decision, 0))

    with pytest.raises(NotEntitled):
        vote(decision, user=member.user, answer=chosen(decision, 0))
    assert cells(decision) == [1, 0, 0]


def test_who_has_left_the_group_does_not_vote(make, member):
    decision = make()
    leave(member)

    with pytest.raises(NotEntitled):
        vote(decision, user=member.user, answer=chosen(decision, 0))


def test_named_vote_is_changed_until_it_closes(make, leader, member):
    decision = make()
    vote(decision, user=member.user, answer=chosen(decision, 2), reason=" For  sent. ")
    vote(decision, user=member.user, answer=chosen(decision, 0))

    close_decision(decision, by=leader.user)

    with pytest.raises(NotOpen):
        vote(decision, user=member.user, answer=chosen(decision, 1))
    assert (cells(decision), DecisionVoted.objects.count()) == ([1, 0, 0], 1)
    assert logged() == ["create", "open", "vote", "vote", "close"]


def test_decision_is_over_at_its_time_before_anybody_closes_it(make, member):
    decision = make()
    pass_time(decision)

    with pytest.raises(NotOpen):
        vote(decision, user=member.user, answer=chosen(decision, 0))
    assert (decision.is_open, decision.is_over) == (False, True)
    assert (close_overdue(), close_overdue()) == (1, 0)
    decision.refresh_from_db()
    assert (decision.state, decision.closed_at) == ("closed", decision.closes_at)


def test_decision_that_got_more_time_in_the_last_moment_stays_open(make):
    decision = make()
    pass_time(decision)
    GroupDecision.objects.filter(pk=decision.pk).update(closes_at=timezone.now() + timedelta(days=1))

    assert close_decision(decision, by=None).is_open


def test_no_row_joins_voter_and_anonymous_vote(make, leader, member):
    decision = make(anonymous=True, results="closed")
    before = len(logged())
    for each in (leader, member):
        vote(decision, user=each.user, answer=chosen(decision, 0), reason="Fordi.")

    assert {field.name for field in SecretBallot._meta.get_fields()} == {"id", "decision", "answer", "reason"}
    assert {field.name for field in DecisionVoted._meta.get_fields()} == {"id", "decision", "user"}
    assert DecisionVote.objects.count() == 0
    assert (DecisionVoted.objects.count(), SecretBallot.objects.count()) == (2, 2)
    assert len(logged()) == before
    with pytest.raises(AlreadyVoted):
        vote(decision, user=member.user, answer=chosen(decision, 1))


def test_all_anonymous_votes_are_written_by_the_same_transaction_in_the_order_of_their_keys(make, group):
    decision = make(anonymous=True, results="closed", electorate="members")
    for _ in range(6):
        vote(decision, user=GroupMemberFactory(group=group).user, answer=chosen(decision, 0))

    as_they_lie = SecretBallot.objects.extra(select={"place": "ctid", "by": "xmin"}).order_by("place")
    keys = [ballot.pk for ballot in as_they_lie]
    assert keys == sorted(keys)
    assert len({ballot.by for ballot in as_they_lie}) == 1


@pytest.mark.parametrize("values", [{"results": "voted"}, {"kind": "count", "results": "closed"}])
def test_anonymity_is_guarded_by_the_database(make, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(anonymous=True, **values)


def test_results_get_stricter_and_never_looser(make, leader):
    decision = make(results="voted")
    later = decision.closes_at + timedelta(days=1)

    with pytest.raises(Loosened):
        change_open(decision, closes_at=later, results="at_once", by=leader.user)
    decision = change_open(decision, closes_at=later, results="closed", by=leader.user)
    with pytest.raises(Loosened):
        change_open(decision, closes_at=later, results="voted", by=leader.user)

    assert (decision.results, decision.closes_at) == ("closed", later)


def test_nothing_opens_or_ends_in_the_past(make, leader):
    past = timezone.now() - timedelta(minutes=1)

    with pytest.raises(TimeIsOut):
        make(closes_at=past)
    with pytest.raises(TimeIsOut):
        change_open(make(), closes_at=past, results="voted", by=leader.user)
    with pytest.raises(NotNow):
        close_decision(make(opens=False), by=leader.user)


def test_archived_group_decides_nothing_and_its_open_decisions_close(make, group, leader, member):
    decision = make()
    archive_group(group, by=leader.user)

    with pytest.raises(Archived):
        vote(decision, user=member.user, answer=chosen(decision, 0))
    with pytest.raises(Archived):
        make()
    pass_time(decision)
    assert close_overdue() == 1


def test_several_ranking_and_times_are_counted(make, group, times):
    people = [GroupMemberFactory(group=group).user for _ in range(2)]
    several, ranking = (make(kind, options=TEXTS, minimum=1, maximum=2) for kind in ("several", "ranking"))
    poll = make("times", options=times)
    for user, order in zip(people, [(0, 1, 2), (1, 0, 2)], strict=True):
        vote(several, user=user, answer=chosen(several, *order[:2]))
        vote(ranking, user=user, answer=chosen(ranking, *order))
        vote(poll, user=user, answer=can(poll, "yes", "maybe"))

    assert cells(several) == [2, 2, 0]
    assert [(row.label, row.cells) for row in results_of(ranking).rows] == [
        ("Mandag", [5, 1.5]),
        ("Tirsdag", [5, 1.5]),
        ("Onsdag", [2, 3.0]),
    ]
    assert [row.cells for row in results_of(poll).rows] == [[2, 0, 0], [0, 2, 0]]


def test_decisions_that_wait_for_somebody(make, leader, member, observer):
    open_one = make()
    make(opens=False)
    vote(make(), user=member.user, answer={"choices": []})

    waiting = GroupDecision.objects.waiting_for
    assert {*waiting(member.user)} == {open_one}
    assert (waiting(leader.user).count(), waiting(observer.user).count()) == (2, 0)


def two_days_before(moment):
    """On the clock in Norway."""
    return timezone.localtime(moment) - timedelta(days=2)


@pytest.mark.parametrize(
    ("closes", "reminded"),
    [
        # The clock is put forward on 28 March and back on 31 October.
        (datetime(2027, 3, 29, 12, tzinfo=OSLO), datetime(2027, 3, 27, 12, tzinfo=OSLO)),
        (datetime(2027, 11, 1, 12, tzinfo=OSLO), datetime(2027, 10, 30, 12, tzinfo=OSLO)),
    ],
)
def test_reminder_comes_at_the_same_hour_when_the_clock_is_changed_meanwhile(make, closes, reminded):
    with time_machine.travel(closes - timedelta(days=10), tick=False):
        make(closes_at=closes.astimezone(UTC))

    (letter,) = Letter.objects.filter(kind="decisions.reminder")
    assert letter.send_after == reminded


def test_who_has_not_voted_is_reminded_when_the_end_is_moved_so_that_there_is_time_for_it(
    make, leader, member, observer
):
    decision = make(closes_at=timezone.now() + timedelta(days=1))
    vote(decision, user=member.user, answer=chosen(decision, 0))
    reminders = Letter.objects.filter(kind="decisions.reminder")
    assert not reminders.exists()

    later = decision.closes_at + timedelta(days=7)
    change_open(decision, closes_at=later, results="voted", by=leader.user)

    assert [(each.to, each.send_after) for each in reminders] == [(leader.user.email, two_days_before(later))]


def test_letters_go_to_voters_and_reminders_to_the_undecided(make, leader, member, observer):
    decision = make()
    written = Letter.objects.filter(kind="decisions.opened").values_list("to", flat=True)
    vote(decision, user=member.user, answer=chosen(decision, 0))

    reminders = Letter.objects.filter(kind="decisions.reminder")
    assert [*written] == [member.user.email]
    assert {(letter.to, letter.state) for letter in reminders} == {
        (member.user.email, "void"),
        (leader.user.email, "waiting"),
    }
    assert {letter.send_after for letter in reminders} == {two_days_before(decision.closes_at)}
    later = decision.closes_at + timedelta(days=3)
    change_open(decision, closes_at=later, results="voted", by=leader.user)
    assert reminders.get(to=leader.user.email).send_after == two_days_before(later)
    close_decision(decision, by=leader.user)
    assert not reminders.waiting().exists()
    assert Letter.objects.filter(kind="decisions.closed").count() == 3
