"""Calls for volunteers: who has a place, who waits for one, and what they are told."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.callouts.actions import cancel_call_out, change_call_out, create_call_out
from partners.callouts.errors import (
    Changed,
    Declined,
    IsOver,
    KeptOut,
    NotForThem,
    NotStanding,
    NotTheirs,
    TooFewPlaces,
)
from partners.callouts.models import CallOut
from partners.callouts.volunteering import accept_volunteer, decline_volunteer, volunteer_for, withdraw
from partners.groups.actions import archive_group
from partners.groups.errors import Archived
from partners.groups.membership import leave
from partners.people.erasing import erase_everything
from partners.people.subjects import subject_of
from partners.threads.models import Exclusion
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import CallOutFactory, PersonFactory, UserFactory, WorkingGroupFactory
from tests.staff import COORDINATORS, staff

pytestmark = pytest.mark.django_db


def letters(kind=""):
    """What waits to be sent: (kind, to)."""
    waiting = Letter.objects.waiting().filter(kind__startswith=f"callouts.{kind}").order_by("pk")
    return [(each.kind.removeprefix("callouts."), each.to) for each in waiting]


def states(call_out):
    return list(call_out.volunteers.order_by("pk").values_list("state", flat=True))


def come(call_out, number=1):
    """So many come, one after the other."""
    return [volunteer_for(call_out, user=UserFactory(), language="nb") for _ in range(number)]


@pytest.fixture
def values():
    """What a call is made of."""
    starts = timezone.now() + timedelta(days=3)
    return {"title": "Flyttedag", "starts_at": starts, "ends_at": starts + timedelta(hours=2), "places": 4}


def test_making_twice_gives_one_call(values, group, leader):
    key = uuid.uuid4()

    made = [create_call_out(group, by=leader, client_id=key, **values) for _ in range(2)]

    assert made[0] == made[1] == CallOut.objects.get()


def test_form_of_somebody_else_or_of_another_group_makes_no_call(values, group, leader):
    key = uuid.uuid4()
    create_call_out(group, by=leader, client_id=key, **values)

    for wrong in ({"group": group, "by": UserFactory()}, {"group": WorkingGroupFactory(), "by": leader}):
        with pytest.raises(NotTheirs):
            create_call_out(**wrong, client_id=key, **values)


def test_places_are_given_in_order_and_the_rest_wait(group):
    call_out = CallOutFactory(group=group, places=2)

    come(call_out, 3)

    assert states(call_out) == ["accepted", "accepted", "waiting"]


def test_coming_twice_is_one_place(group):
    call_out = CallOutFactory(group=group)
    user = UserFactory()

    for _ in range(2):
        volunteer_for(call_out, user=user, language="nb", text="Jeg har tilhenger")

    assert states(call_out) == ["accepted"]
    assert letters() == [("accepted", user.email), ("tomorrow", user.email)]
    assert [entry.action for entry in ModelLogEntry.objects.for_instance(call_out)] == [
        "partners.call_out.volunteer"
    ]


def test_withdrawing_gives_the_place_to_the_first_who_waits(group):
    call_out = CallOutFactory(group=group, title="Flyttedag")
    first, second, third = come(call_out, 3)

    for _ in range(2):
        withdraw(first)

    assert states(call_out) == ["withdrawn", "accepted", "waiting"]
    assert letters() == [("accepted", second.user.email), ("tomorrow", second.user.email)]
    letter = Letter.objects.waiting().get(kind="callouts.accepted")
    assert render(letter).subject == "Du har plass: Flyttedag"


def test_who_comes_back_stands_last(group):
    call_out = CallOutFactory(group=group)
    first, second = come(call_out, 2)
    withdraw(first)

    volunteer_for(call_out, user=first.user, language="nb")

    assert states(call_out) == ["waiting", "accepted"]


def test_leader_answers_where_the_call_says_so(group, leader):
    call_out = CallOutFactory(group=group, accepts_at_once=False)
    first, second, third = come(call_out, 3)
    assert letters() == [("asked", leader.email)] * 3

    for volunteer in (first, second):
        accept_volunteer(volunteer, by=leader)
    decline_volunteer(third, by=leader)
    assert states(call_out) == ["accepted", "waiting", "declined"]
    with pytest.raises(Declined):
        volunteer_for(call_out, user=third.user, language="nb")

    decline_volunteer(first, by=leader)
    assert states(call_out) == ["declined", "accepted", "declined"]
    assert letters("declined") == [("declined", third.user.email), ("declined", first.user.email)]


def test_who_is_let_in_on_the_waiting_list_is_answered_too(group, leader):
    call_out = CallOutFactory(group=group, title="Flyttedag", accepts_at_once=False, places=1)
    first, second, third = come(call_out, 3)
    for volunteer in (first, second):
        accept_volunteer(volunteer, by=leader)
    change_call_out(call_out, seen=0, by=leader, accepts_at_once=True)
    (at_once,) = come(call_out)

    assert letters("waiting") == [("waiting", second.user.email), ("waiting", third.user.email)]
    assert at_once.state == "waiting"
    letter = Letter.objects.filter(kind="callouts.waiting").first()
    assert render(letter).subject == "På venteliste: Flyttedag"
    assert "Alle plassene er tatt. Du får en e-post hvis en blir ledig." in render(letter).text
    withdraw(first)
    assert render(letter) is None


def test_letter_to_the_leader_is_not_sent_when_it_is_answered(group, leader):
    call_out = CallOutFactory(group=group, accepts_at_once=False)
    (volunteer,) = come(call_out)
    letter = Letter.objects.get(kind="callouts.asked")
    assert render(letter).subject.startswith("Noen vil hjelpe til")

    accept_volunteer(volunteer, by=leader)

    assert render(letter) is None


def test_who_has_withdrawn_is_not_accepted(group, leader):
    call_out = CallOutFactory(group=group, accepts_at_once=False)
    (volunteer,) = come(call_out)
    withdraw(volunteer)

    for answer in (accept_volunteer, decline_volunteer):
        with pytest.raises(NotStanding):
            answer(volunteer, by=leader)


def test_more_places_are_filled_and_fewer_than_are_taken_refused(group, leader):
    call_out = CallOutFactory(group=group)
    come(call_out, 3)

    change_call_out(call_out, seen=0, by=leader, places=2)
    assert states(call_out) == ["accepted", "accepted", "waiting"]

    with pytest.raises(TooFewPlaces):
        change_call_out(call_out, seen=1, by=leader, places=1)
    with pytest.raises(Changed):
        change_call_out(call_out, seen=0, by=leader, places=3)


def test_those_who_ask_get_their_places_when_nobody_needs_to_answer_any_more(group, leader):
    call_out = CallOutFactory(group=group, accepts_at_once=False)
    come(call_out, 2)

    change_call_out(call_out, seen=0, by=leader, accepts_at_once=True)

    assert states(call_out) == ["accepted", "waiting"]


def test_another_time_is_told_once_and_moves_the_reminder(group, leader):
    call_out = CallOutFactory(group=group)
    first, second = come(call_out, 2)
    before = Letter.objects.waiting().get(kind="callouts.tomorrow").send_after

    for days, revision in ((1, 0), (2, 1)):
        change_call_out(
            call_out,
            seen=revision,
            by=leader,
            starts_at=call_out.starts_at + timedelta(days=days),
            ends_at=call_out.ends_at + timedelta(days=days),
        )

    assert letters("moved") == [("moved", first.user.email), ("moved", second.user.email)]
    assert Letter.objects.waiting().get(kind="callouts.tomorrow").send_after.date() == (
        before.date() + timedelta(days=2)
    )


def test_all_who_were_to_come_are_told_that_it_is_called_off(group, leader):
    call_out = CallOutFactory(group=group, title="Flyttedag")
    first, second, third = come(call_out, 3)
    withdraw(third)

    for _ in range(2):
        cancel_call_out(call_out, by=leader)

    assert letters() == [("cancelled", first.user.email), ("cancelled", second.user.email)]
    assert render(Letter.objects.waiting().first()).subject == "Avlyst: Flyttedag"
    for call in (
        lambda: volunteer_for(call_out, user=UserFactory(), language="nb"),
        lambda: withdraw(first),
    ):
        with pytest.raises(IsOver):
            call()


def test_what_is_over_is_not_called_off(group, leader):
    call_out = CallOutFactory(group=group)
    come(call_out)
    CallOut.objects.update(starts_at=timezone.now() - timedelta(hours=9), ends_at=timezone.now())

    with pytest.raises(IsOver):
        cancel_call_out(call_out, by=leader)

    assert letters("cancelled") == []


def test_reminder_is_sent_only_while_it_is_tomorrow_and_the_group_at_work(group, leader):
    call_out = CallOutFactory(group=group)
    come(call_out)
    letter = Letter.objects.get(kind="callouts.tomorrow")
    assert render(letter) is not None

    with time_machine.travel(call_out.starts_at - timedelta(minutes=1)):
        assert render(letter) is None
    archive_group(group, by=leader)
    assert render(letter) is None


def test_what_a_group_had_called_for_is_called_off_when_it_is_archived(group, leader):
    over = CallOutFactory(group=group, starts_at=timezone.now() - timedelta(hours=9))
    call_out = CallOutFactory(group=group)
    come(call_out)

    archive_group(group, by=leader)

    over.refresh_from_db()
    call_out.refresh_from_db()
    assert (over.is_cancelled, call_out.is_cancelled) == (False, True)
    letter = Letter.objects.get(kind="callouts.cancelled")
    assert call_out.title in render(letter).subject


def test_nobody_comes_to_what_is_over_archived_or_not_for_them(group, leader):
    over = CallOutFactory(group=group, starts_at=timezone.now() - timedelta(hours=9))
    own = CallOutFactory(group=group, shown="group")
    call_out = CallOutFactory(group=group)
    user = UserFactory()

    with pytest.raises(IsOver):
        volunteer_for(over, user=user, language="nb")
    with pytest.raises(NotForThem):
        volunteer_for(own, user=user, language="nb")
    archive_group(group, by=leader)
    with pytest.raises(Archived):
        volunteer_for(call_out, user=user, language="nb")


def test_who_is_kept_out_does_not_come(group):
    user = UserFactory()
    until = timezone.now() + timedelta(days=1)
    Exclusion.objects.create(
        person=PersonFactory(email=user.email, user=user),
        by=staff(COORDINATORS),
        reason="Fordi.",
        until=until,
    )

    with pytest.raises(KeptOut):
        volunteer_for(CallOutFactory(group=group), user=user, language="nb")


def test_who_leaves_the_group_keeps_the_place_that_is_for_everyone(group, member):
    own = CallOutFactory(group=group, shown="group")
    everyones = CallOutFactory(group=group)
    for call_out in (own, everyones):
        volunteer_for(call_out, user=member, language="nb")

    leave(group.members.get(user=member))

    assert (states(own), states(everyones)) == (["withdrawn"], ["accepted"])


def test_erased_volunteer_gives_the_place_to_the_first_who_waits(group):
    call_out = CallOutFactory(group=group)
    first, second = come(call_out, 2)

    erase_everything(subject_of(first.user))

    assert [(each.user, each.state) for each in call_out.volunteers.all()] == [(second.user, "accepted")]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_each_letter_says_what_it_is_about(language, group, leader):
    call_out = CallOutFactory(group=group, title="Flyttedag", place="Havna & co", accepts_at_once=False)
    (asking,) = come(call_out)
    letters = {}
    accept_volunteer(asking, by=leader)
    change_call_out(call_out, seen=0, by=leader, place="Torget & co")
    for kind in ("accepted", "tomorrow", "moved"):
        letters[kind] = Letter.objects.filter(kind=f"callouts.{kind}").latest("pk")
    cancelled = CallOutFactory(group=group, title="Flyttedag")
    come(cancelled)
    cancel_call_out(cancelled, by=leader)
    letters["cancelled"] = Letter.objects.get(kind="callouts.cancelled")
    answered = CallOutFactory(group=group, title="Flyttedag", accepts_at_once=False)
    (declined,) = come(answered)
    decline_volunteer(declined, by=leader)
    letters["declined"] = Letter.objects.get(kind="callouts.declined")

    for kind, letter in letters.items():
        letter.language = language
        rendered = render(letter)
        assert "Flyttedag" in rendered.subject, kind
        assert "Flyttedag" in rendered.text, kind
        assert ("Torget & co" in rendered.text) == (kind in ("accepted", "moved", "tomorrow")), kind
        assert "/dugnader/" in rendered.html, kind
