"""Noting who came: never a seat that is not there."""

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from portal.mail.models import Letter
from tests.factories import (
    SignUpFactory,
    UserFactory,
    WorkshopPageFactory,
)
from workshops.meetings.models import WorkshopState
from workshops.meetings.seats import Seats, seats
from workshops.signups import actions
from workshops.signups.errors import NoSeat, NoSeatLeft, SignUpClosed
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db
Status = SignUp.Status


def letters(signup, **filters):
    found = Letter.objects.filter(about=f"signup:{signup.pk}", **filters)
    return sorted(letter.kind.removeprefix("workshops.") for letter in found)


def actions_logged(signup):
    entries = ModelLogEntry.objects.for_instance(signup).order_by("pk")
    return [entry.action.removeprefix("workshops.signup.") for entry in entries]


def test_check_in_and_absence_are_noted_once():
    signup, coordinator = SignUpFactory(), UserFactory()

    noted = [actions.check_in(signup, by=coordinator), actions.check_in(signup, by=coordinator)]
    absent = actions.mark_absent(signup, by=coordinator)

    assert [each.status for each in (*noted, absent)] == [Status.ATTENDED, Status.ATTENDED, Status.ABSENT]
    assert actions_logged(signup) == ["attend", "absent"]


def test_check_in_from_the_waiting_list_needs_a_free_seat():
    workshop = WorkshopPageFactory(video_capacity=1)
    SignUpFactory(workshop=workshop)
    waiting = SignUpFactory(workshop=workshop, status=Status.WAITING)

    with pytest.raises(NoSeatLeft):
        actions.check_in(waiting, by=UserFactory())


def test_check_in_from_the_waiting_list_takes_a_free_seat_and_no_more():
    workshop = WorkshopPageFactory(video_capacity=1)
    first, second = (
        SignUpFactory(workshop=workshop, status=Status.WAITING, position=place) for place in (1, 2)
    )

    came = actions.check_in(second, by=UserFactory())
    with pytest.raises(NoSeatLeft):
        actions.check_in(first, by=UserFactory())

    first.refresh_from_db()
    assert (came.status, first.status) == (Status.ATTENDED, Status.WAITING)
    assert seats(workshop)["video"] == Seats(1, 1, 1)
    assert actions_logged(came) == ["promote", "attend"]
    assert "thanks" in letters(came, state="waiting")


@pytest.mark.parametrize("note", [actions.mark_absent, actions.take_back_note])
def test_a_note_gives_nobody_on_the_waiting_list_a_seat(note):
    workshop = WorkshopPageFactory(video_capacity=1)
    waiting = SignUpFactory(workshop=workshop, status=Status.WAITING)

    with pytest.raises(NoSeat):
        note(waiting, by=UserFactory())

    waiting.refresh_from_db()
    assert waiting.status == Status.WAITING


@pytest.mark.parametrize("note", [actions.check_in, actions.mark_absent, actions.take_back_note])
def test_a_note_brings_back_no_cancelled_sign_up_or_meeting(note):
    signed_off = SignUpFactory(status=Status.CANCELLED)
    of_cancelled = SignUpFactory()
    WorkshopState.objects.filter(workshop=of_cancelled.workshop).update(cancelled_at=timezone.now())

    for signup in (signed_off, SignUp.objects.get(pk=of_cancelled.pk)):
        with pytest.raises(SignUpClosed):
            note(signup, by=UserFactory())


@pytest.mark.parametrize("note", [actions.check_in, actions.mark_absent])
def test_a_note_can_be_taken_back(note):
    signup, coordinator = SignUpFactory(), UserFactory()
    note(signup, by=coordinator)

    back = [actions.take_back_note(signup, by=coordinator) for _ in range(2)]

    assert [each.status for each in back] == [Status.REGISTERED, Status.REGISTERED]
    assert actions_logged(signup)[1:] == ["take_back"]


def test_who_is_checked_in_cannot_sign_off():
    signup = actions.check_in(SignUpFactory(), by=UserFactory())

    with pytest.raises(SignUpClosed) as refusal:
        actions.cancel_sign_up(signup)

    assert refusal.value.reason == "came"
    assert refusal.value.message
