"""Seats under a crowd, on real PostgreSQL. Each race has a control that loses it without the lock."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Window
from django.db.models.functions import RowNumber

from partners.people.actions import person_for
from portal.mail.models import Letter
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import SignUpFactory, WorkshopPageFactory
from workshops.meetings.models import WorkshopPage
from workshops.meetings.seats import Seats, seats
from workshops.signups.actions import cancel_sign_up, sign_up
from workshops.signups.line import line_of
from workshops.signups.models import SignUp

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]
Status = SignUp.Status


def come(workshop, email):
    return sign_up(workshop, person=person_for(email), name=email, attendance="video")


def newcomers(workshop, number):
    return [partial(come, workshop, f"p{n}@example.no") for n in range(number)]


def test_two_hundred_for_fifty_seats_give_fifty_and_a_line_in_order():
    workshop = WorkshopPageFactory(video_capacity=50)

    outcomes = all_at_once(newcomers(workshop, 200))

    assert [each for each in outcomes if not isinstance(each, SignUp)] == []
    assert seats(workshop) == {"video": Seats(capacity=50, taken=50, waiting=150)}
    assert list(workshop.signups.waiting().values_list("position", flat=True)) == list(range(1, 151))
    assert Letter.objects.filter(kind="workshops.confirmation").count() == 200


def test_without_the_lock_too_many_get_a_seat():
    workshop = WorkshopPageFactory(video_capacity=50)
    here = all_have_read(20)

    @transaction.atomic
    def come_without_lock(email):
        line = line_of(workshop, "video")
        here.wait()
        status = Status.REGISTERED if line.seats_newcomer else Status.WAITING
        SignUpFactory(workshop=workshop, person=person_for(email), status=status, position=line.next_position)

    all_at_once([partial(come_without_lock, f"p{n}@example.no") for n in range(200)])

    in_line = workshop.signups.waiting().annotate(place=Window(RowNumber(), order_by="position"))
    assert seats(workshop)["video"].taken > 50
    assert any(signup.position != signup.place for signup in in_line)


def test_cancelling_while_others_sign_up_leaves_no_free_seat_with_someone_waiting():
    workshop = WorkshopPageFactory(video_capacity=10)
    seated = [come(workshop, f"first{n}@example.no") for n in range(10)]

    leave = [partial(cancel_sign_up, signup) for signup in seated]
    outcomes = all_at_once(
        [call for pair in zip(leave, newcomers(workshop, 10), strict=True) for call in pair]
    )

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert seats(workshop)["video"] == Seats(capacity=10, taken=10, waiting=0)


def test_without_the_lock_a_seat_stays_free_while_someone_waits():
    workshop = WorkshopPageFactory(video_capacity=10)
    seated = SignUpFactory.create_batch(10, workshop=workshop)
    here = all_have_read(20)

    @transaction.atomic
    def come_without_lock(email):
        line = line_of(workshop, "video")
        here.wait()
        status = Status.REGISTERED if line.seats_newcomer else Status.WAITING
        SignUpFactory(workshop=workshop, person=person_for(email), status=status)

    @transaction.atomic
    def leave_without_lock(signup):
        SignUp.objects.filter(pk=signup.pk).update(status=Status.CANCELLED)
        first = workshop.signups.waiting().first()
        here.wait()
        if first:
            SignUp.objects.filter(pk=first.pk).update(status=Status.REGISTERED)

    leave = [partial(leave_without_lock, signup) for signup in seated]
    come = [partial(come_without_lock, f"p{n}@example.no") for n in range(10)]
    all_at_once([call for pair in zip(leave, come, strict=True) for call in pair])

    assert seats(workshop)["video"] == Seats(capacity=10, taken=0, waiting=10)


def test_same_address_many_times_at_once_is_one_sign_up():
    workshop = WorkshopPageFactory(video_capacity=50)

    outcomes = all_at_once([partial(come, workshop, "kari@example.no") for _ in range(20)])

    signup = workshop.signups.get()
    assert {each.pk for each in outcomes} == {signup.pk}
    assert Letter.objects.filter(kind="workshops.confirmation").count() == 1
    assert Letter.objects.filter(kind="workshops.already_signed_up").count() == 1


def test_asking_before_writing_lets_the_same_address_in_twice():
    workshop = WorkshopPageFactory(video_capacity=50)
    person = person_for("kari@example.no")
    here = all_have_read(20)

    def come_if_new():
        if not workshop.signups.active().for_person(person).exists():
            here.wait()
            SignUpFactory(workshop=workshop, person=person)

    outcomes = all_at_once([come_if_new] * 20)

    refused = [each for each in outcomes if isinstance(each, IntegrityError)]
    assert len(refused) == 19


def test_raised_capacity_while_others_leave_fills_every_seat():
    workshop = WorkshopPageFactory(video_capacity=5)
    everyone = [come(workshop, f"p{n}@example.no") for n in range(30)]

    def raise_capacity():
        page = WorkshopPage.objects.get(pk=workshop.pk)
        page.video_capacity = 10
        page.save_revision().publish()

    all_at_once([raise_capacity, *[partial(cancel_sign_up, signup) for signup in everyone[:10]]])

    workshop = WorkshopPage.objects.get(pk=workshop.pk)
    in_order = workshop.signups.seated().order_by("pk").values_list("pk", flat=True)
    assert seats(workshop)["video"] == Seats(capacity=10, taken=10, waiting=10)
    assert list(in_order) == [signup.pk for signup in everyone[10:20]]
