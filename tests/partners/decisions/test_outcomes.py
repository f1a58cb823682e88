"""What comes of a decision: the outcome, the day when it comes back, and the time that is found."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import ModelLogEntry

from partners.decisions.actions import close_decision
from partners.decisions.errors import NotAMember, NotNow
from partners.decisions.models import DecisionVote, GroupDecision, Outcome
from partners.decisions.outcomes import review_outcome, write_outcome
from partners.decisions.voting import vote
from partners.groups.membership import leave
from partners.people.erasing import erase_everything
from partners.people.subjects import subject_of
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import UserFactory
from tests.partners.decisions.ballots import can, chosen

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(make, leader, member):
    decision = make()
    vote(decision, user=member.user, answer=chosen(decision, 2), reason="Lokalet er for lite.")
    return close_decision(decision, by=leader.user)


@pytest.fixture
def poll(make, leader, member, times):
    decision = make("times", title="Når møtes vi?", options=times)
    vote(decision, user=member.user, answer=can(decision, "yes", "no"))
    return close_decision(decision, by=leader.user)


def letters(kind, **about):
    return Letter.objects.filter(kind=f"decisions.{kind}", **about).order_by("pk")


def day(number):
    return timezone.localdate() + timedelta(days=number)


def event_of(letter):
    (event,) = Calendar.from_ical(render(letter).calendar).walk("VEVENT")
    return event


def test_outcome_is_told_once_and_changes_are_logged(closed, leader, member):
    first = write_outcome(closed, text="Vi prøver.", owner=member.user, by=leader.user)
    write_outcome(closed, text="Vi prøver.", owner=member.user, by=leader.user)
    write_outcome(closed, text="Vi prøver i mai.", owner=member.user, by=leader.user)

    entries = ModelLogEntry.objects.filter(action="partners.group_decision.outcome").order_by("pk")
    assert [entry.data["changes"]["text"] for entry in entries] == [
        ["", "Vi prøver."],
        ["Vi prøver.", "Vi prøver i mai."],
    ]
    assert letters("outcome").count() == 2
    assert first.sequence == 0


def test_open_decision_has_no_outcome_and_one_whose_time_is_out_has(make, leader):
    decision = make()
    with pytest.raises(NotNow):
        write_outcome(decision, text="Ja.", by=leader.user)
    GroupDecision.objects.update(closes_at=timezone.now() - timedelta(seconds=1))

    write_outcome(decision, text="Ja.", by=leader.user)

    decision.refresh_from_db()
    assert decision.state == "closed"


def test_owner_without_a_name_is_named_as_such(client, closed, leader, member):
    member.user.name = ""
    member.user.save()
    write_outcome(closed, text="Ja.", owner=member.user, by=leader.user)
    client.force_login(leader.user)

    assert "Noen uten navn følger opp" in client.get(closed.get_absolute_url()).text
    assert "Noen uten navn følger opp." in render(letters("outcome").first()).text


def test_owner_is_a_member(closed, leader, observer):
    for user in (UserFactory(), observer.user):
        with pytest.raises(NotAMember):
            write_outcome(closed, text="Ja.", owner=user, by=leader.user)


def test_review_comes_back_until_the_group_has_looked(closed, leader, member):
    write_outcome(closed, text="Ja.", owner=member.user, review_on=day(30), by=leader.user)
    write_outcome(closed, text="Ja.", owner=member.user, review_on=day(0), by=leader.user)

    planned = letters("review").waiting().get()
    assert timezone.localtime(planned.send_after).hour == 7
    assert render(planned).subject == "På tide å se på igjen: Skal vi ha verkstedkveld?"
    assert [*GroupDecision.objects.to_review()] == [closed]
    review_outcome(closed, again_on=day(14), by=member.user)
    assert timezone.localdate(letters("review").waiting().get().send_after) == day(14)
    assert not GroupDecision.objects.to_review().exists()
    review_outcome(closed, by=member.user)
    assert not letters("review").waiting().exists()


def test_owner_is_asked_to_look_again_once_however_often_the_outcome_is_rewritten(closed, leader, member):
    write_outcome(closed, text="Ja.", owner=member.user, review_on=day(0), by=leader.user)
    write_outcome(closed, text="Ja visst.", owner=member.user, review_on=day(0), by=leader.user)

    assert letters("review").waiting().count() == letters("review").count() == 1

    write_outcome(closed, text="Ja visst.", owner=leader.user, review_on=day(0), by=leader.user)

    assert letters("review").waiting().get().to == leader.user.email


def test_reviewing_twice_counts_once(closed, leader):
    write_outcome(closed, text="Ja.", review_on=day(0), by=leader.user)

    for again_on in (day(14), day(14), None, None):
        review_outcome(closed, again_on=again_on, by=leader.user)

    noted = ModelLogEntry.objects.filter(action="partners.group_decision.review").order_by("pk")
    assert [entry.data["again"] for entry in noted] == [str(day(14)), None]


def test_found_time_goes_into_calendars_moves_there_and_is_called_off(poll, leader, member, times):
    one, other = poll.options.all()
    write_outcome(poll, text="Da.", chosen_option=one, by=leader.user)
    first = letters("time").get(to=member.user.email)
    invitation = event_of(first)
    write_outcome(poll, text="Da.", chosen_option=other, by=leader.user)
    moved = letters("time", to=member.user.email).last()
    entry = event_of(moved)
    write_outcome(poll, text="Ingen ting.", by=leader.user)
    off = letters("time_off").get(to=member.user.email)
    cancelled = event_of(off)

    assert invitation["uid"] == entry["uid"] == cancelled["uid"] == f"decision-{poll.client_id}@omigjen"
    assert [each["sequence"] for each in (invitation, entry, cancelled)] == [0, 1, 2]
    assert [each["status"] for each in (invitation, entry, cancelled)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert invitation["dtstart"].dt == times[0]["start"]
    assert invitation["dtstart"].params["TZID"] == "Europe/Oslo"
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (times[1]["start"], times[1]["end"])
    assert [each["attendee"].params["PARTSTAT"] for each in (invitation, entry)] == [
        "ACCEPTED",
        "NEEDS-ACTION",
    ]
    assert (render(first), render(moved)) == (None, None)
    assert "METHOD:CANCEL" in render(off).calendar
    assert isinstance(invitation["dtstart"].dt, datetime)


def test_time_of_another_decision_is_not_chosen(poll, closed, leader):
    with pytest.raises(NotNow):
        write_outcome(closed, text="Ja.", chosen_option=poll.options.first(), by=leader.user)


def test_who_is_out_of_the_group_gets_no_letter(closed, leader, member):
    letter = letters("closed").get(to=member.user.email)
    before = render(letter)
    leave(member)

    assert "Jeg blokkerer: 1" in before.text
    assert render(letter) is None


def test_reminder_says_nothing_to_who_has_voted(make, leader, member):
    decision = make()
    reminder, opened = letters("reminder", to=member.user.email).get(), letters("opened").get()

    assert render(reminder).subject == "Du har ikke stemt ennå: Skal vi ha verkstedkveld?"
    assert "Skal vi ha verkstedkveld?" in render(opened).text
    vote(decision, user=member.user, answer=chosen(decision, 0))
    assert (render(reminder), render(opened)) == (None, None)


def test_vote_of_an_erased_account_stays_as_a_number(closed, leader, member):
    write_outcome(closed, text="Ja.", owner=member.user, by=leader.user)

    erase_everything(subject_of(member.user))

    left = DecisionVote.objects.get()
    assert (left.user, left.reason, left.answer) == (None, "", chosen(closed, 2))
    assert Outcome.objects.get().owner is None
    assert closed.roll.filter(user=None).count() == 1
