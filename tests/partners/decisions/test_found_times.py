"""A time that is found, without a meeting that is called for it: told to who comes into the group, and taken
from who goes out of it."""

import pytest
from icalendar import Calendar

from partners.decisions.actions import close_decision
from partners.decisions.models import DecisionOption
from partners.decisions.outcomes import hand_over_time, write_outcome
from partners.groups.membership import join, leave
from partners.groups.models import WorkingGroup
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import UserFactory, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(make, leader, member, times):
    poll = close_decision(make("times", title="Når møtes vi?", options=times), by=leader.user)
    write_outcome(poll, text="Da.", chosen_option=poll.options.first(), by=leader.user)
    WorkingGroup.objects.update(joining="open")
    return poll


def letters(kind, user):
    return list(Letter.objects.filter(kind=f"decisions.{kind}", to=user.email).order_by("pk"))


def event_of(letter):
    calendar = Calendar.from_ical(render(letter).calendar)
    (event,) = calendar.walk("VEVENT")
    return str(calendar["method"]), event


def test_who_joins_gets_the_time_once_in_the_same_entry(found, member):
    nora = UserFactory(name="Nora Ny")

    for _time in range(2):
        join(found.group, user=nora, language="nb")

    (letter,) = letters("time", nora)
    method, event = event_of(letter)
    known = event_of(letters("time", member.user)[0])[1]
    assert (method, str(event["attendee"])) == ("REQUEST", f"mailto:{nora.email}")
    assert [event[name] for name in ("uid", "sequence")] == [known[name] for name in ("uid", "sequence")]
    assert event["dtstart"].dt == known["dtstart"].dt


def test_who_joins_hears_nothing_of_what_is_over_or_called(found):
    hand_over_time(found)
    nora, other = UserFactory(), UserFactory()
    join(found.group, user=nora, language="nb")
    found.outcome.is_called = False
    found.outcome.save()
    DecisionOption.objects.filter(decision=found).update(start=in_days(-2), end=in_days(-1))

    join(found.group, user=other, language="nb")

    assert letters("time", nora) == letters("time", other) == []


def test_who_leaves_has_the_time_taken_out_of_their_calendar(found, member):
    (told,) = letters("time", member.user)
    _method, invitation = event_of(told)

    leave(member)

    (letter,) = letters("time_gone", member.user)
    method, event = event_of(letter)
    assert (method, event["status"], event["uid"]) == ("CANCEL", "CANCELLED", invitation["uid"])
    for text in (render(letter).text, render(letter).html, render(letter).calendar):
        assert "Når møtes vi?" not in text
    join(found.group, user=member.user, language="nb")
    assert render(letter) is None
    assert [render(each) is not None for each in letters("time", member.user)] == [True, True]
