"""What happens to meetings, and that participants are told."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import Locale

from partners.people.actions import person_for
from portal.jobs.chores import publish_scheduled_pages
from portal.mail import kinds
from portal.mail.models import Letter
from tests.factories import SignUpFactory, UserFactory, WorkshopPageFactory, in_days
from tests.workshops.meetings.scenes import (
    NEW,
    OLD,
    due,
    letters,
    meeting_with,
    move,
    schedule,
    send,
    sequence_in,
    soon,
)
from workshops.meetings.actions import cancel_meeting, move_meeting, set_video_link, tell_of_changes
from workshops.meetings.models import WorkshopPage, WorkshopState
from workshops.signups.actions import cancel_sign_up, sign_up
from workshops.signups.errors import SignUpClosed
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db


def test_setting_the_link_lets_waiting_link_mail_go_when_it_is_due():
    workshop, _people = meeting_with(video_link="")
    set_video_link(workshop, link=NEW, by=UserFactory())

    (letter,) = letters("link")
    assert letter.send_after == workshop.link_due
    assert NEW in kinds.render(letter).text
    assert letters("changed") == []


def test_setting_the_link_late_sends_it_at_once():
    workshop, _people = meeting_with(**soon())

    set_video_link(workshop, link=NEW, by=UserFactory())

    assert letters("link")[0].send_after <= timezone.now()


def test_replacing_the_link_tells_those_who_have_the_old_one():
    workshop, people = meeting_with(2, video_link=OLD, **soon())
    send("link")
    SignUp.objects.filter(pk=people[1].pk).update(status="cancelled")

    set_video_link(workshop, link=NEW, by=UserFactory())
    set_video_link(workshop, link=NEW, by=UserFactory())

    (letter,) = letters("changed")
    rendered = kinds.render(letter)
    assert (letter.to, sequence_in(letter)) == ("p0@example.no", 1)
    assert NEW in rendered.text
    assert OLD not in rendered.text
    assert NEW in rendered.calendar


def test_removing_the_link_holds_back_the_link_mail():
    workshop, _people = meeting_with(video_link=OLD)

    set_video_link(workshop, link="", by=UserFactory())

    (letter,) = letters("link")
    assert (letter.send_after, kinds.render(letter)) == (workshop.end, None)


def test_changing_a_cancelled_meeting_plans_no_letters():
    workshop, _people = meeting_with(video_link=OLD)
    cancel_meeting(workshop, reason="", by=UserFactory())
    workshop = WorkshopPage.objects.get(pk=workshop.pk)
    workshop.start, workshop.end = in_days(20), in_days(20, hour=10)

    workshop.save_revision().publish()

    assert {letter.kind for letter in Letter.objects.waiting()} == {
        "workshops.confirmation",
        "workshops.cancelled",
    }


def test_those_on_video_are_told_that_the_meeting_is_on_site_only():
    workshop, people = meeting_with(3, format="both", place="Kinoveien 8", video_capacity=1, room_capacity=1)
    guest = sign_up(workshop, person=person_for("r@example.no"), name="R", attendance="room")
    queue = sign_up(workshop, person=person_for("q@example.no"), name="Q", attendance="room")
    send("confirmation")
    workshop.format, workshop.video_capacity = "on_site", None

    workshop.save_revision().publish()

    moved, *_waiting = letters("confirmation", state=Letter.State.WAITING)
    assert "Kinoveien 8" in kinds.render(moved).text
    assert due("link") == []
    statuses = dict(SignUp.objects.values_list("pk", "status"))
    assert (statuses[people[0].pk], statuses[guest.pk]) == ("registered", "registered")
    line = list(SignUp.objects.waiting().values_list("pk", flat=True))
    assert line == [queue.pk, people[1].pk, people[2].pk]


def test_lowered_capacity_takes_no_seat_and_gives_none():
    workshop, people = meeting_with(3, video_capacity=2)
    workshop.video_capacity = 1
    workshop.save_revision().publish()

    cancel_sign_up(people[0])

    assert list(SignUp.objects.order_by("pk").values_list("status", flat=True)) == [
        "cancelled",
        "registered",
        "waiting",
    ]


def test_capacity_raised_by_a_scheduled_page_promotes():
    workshop, people = meeting_with(2, video_capacity=1)
    workshop.save_revision().publish()
    schedule(workshop, video_capacity=2)
    assert letters("promoted") == []

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        publish_scheduled_pages()

    assert [letter.to for letter in letters("promoted")] == ["p1@example.no"]


def test_a_new_link_after_the_link_was_taken_away_and_the_meeting_moved_is_told_once():
    workshop, _people = meeting_with(video_link=OLD, **soon())
    send("link")
    set_video_link(workshop, link="", by=None)
    workshop = move(workshop, workshop.start + timedelta(hours=1))

    set_video_link(workshop, link=NEW, by=None)

    assert due("link") == []
    assert NEW in kinds.render(letters("changed", state=Letter.State.WAITING)[-1]).text


def test_new_link_is_not_told_to_who_has_changed_to_the_room():
    workshop, people = meeting_with(format="both", place="Kinoveien 8", video_link=OLD, **soon())
    send("link")
    set_video_link(workshop, link=NEW, by=None)
    SignUp.objects.update(attendance="room")

    assert [kinds.render(letter) for letter in letters("changed")] == [None]


def test_publishing_without_new_facts_tells_nobody():
    workshop, _people = meeting_with()
    workshop.title = "Ny tittel"

    workshop.save_revision().publish()

    assert letters("changed") == []
    assert WorkshopPage.objects.get(pk=workshop.pk).desk.sequence == 0


def test_publishing_a_new_place_tells_of_it_with_the_old_one():
    workshop, _people = meeting_with(format="on_site", place="Kinoveien 8")
    workshop.place = "Rådhuset"

    workshop.save_revision().publish()

    text = kinds.render(letters("changed")[0]).text
    assert "Rådhuset" in text
    assert "Kinoveien 8" in text


def test_first_publishing_makes_the_desk():
    workshop = WorkshopPageFactory()
    WorkshopState.objects.all().delete()

    tell_of_changes(WorkshopPage.objects.get(pk=workshop.pk))

    assert WorkshopState.objects.get().told_start == workshop.start


def test_raised_capacity_on_publish_promotes():
    workshop, people = meeting_with(3, video_capacity=1)
    workshop.video_capacity = 2

    workshop.save_revision().publish()

    assert [each.status for each in SignUp.objects.order_by("pk")] == ["registered", "registered", "waiting"]
    assert [letter.to for letter in letters("promoted")] == ["p1@example.no"]


def test_turning_digital_moves_people_from_the_room_to_video():
    workshop, people = meeting_with(format="on_site", place="Kinoveien 8")
    workshop.format, workshop.place = "digital", ""

    workshop.save_revision().publish()

    signup = SignUp.objects.get()
    assert (signup.attendance, signup.status) == ("video", "registered")
    assert len(letters("link", state=Letter.State.WAITING)) == 1


def test_cancelling_tells_everybody_once_and_voids_the_rest():
    workshop, _people = meeting_with(2, video_capacity=1)

    for _ in range(2):
        cancel_meeting(workshop, reason="Sykdom", by=UserFactory())

    seated, waiting = letters("cancelled")
    rendered = kinds.render(seated)
    calendar = Calendar.from_ical(rendered.calendar)
    assert "Sykdom" in rendered.text
    assert (str(calendar["method"]), sequence_in(seated)) == ("CANCEL", 1)
    assert kinds.render(waiting).calendar == ""
    assert {
        letter.state for kind in ("link", "link_again", "reminder", "thanks") for letter in letters(kind)
    } == {"void"}


def test_cancelled_meeting_takes_no_sign_up_and_is_not_moved():
    workshop, _people = meeting_with()
    cancel_meeting(workshop, reason="", by=UserFactory())
    workshop = WorkshopPage.objects.get(pk=workshop.pk)

    with pytest.raises(SignUpClosed):
        sign_up(workshop, person=person_for("late@example.no"), name="Sen", attendance="video")
    with pytest.raises(SignUpClosed):
        move_meeting(workshop, start=in_days(20), end=in_days(21), by=None)


def test_sign_up_that_read_the_page_before_the_meeting_was_cancelled_is_refused():
    stale, _people = meeting_with(0)
    assert stale.desk.cancelled_at is None
    cancel_meeting(stale, reason="", by=UserFactory())

    with pytest.raises(SignUpClosed) as refusal, transaction.atomic():
        sign_up(stale, person=person_for("late@example.no"), name="Sen", attendance="video")

    assert refusal.value.reason == "cancelled"
    assert (SignUp.objects.count(), Letter.objects.count()) == (0, 0)


def test_sign_up_that_read_the_page_before_it_was_moved_gets_letters_at_the_new_times():
    stale, _people = meeting_with(0)
    assert stale.desk.video_link == ""
    start = stale.start + timedelta(days=7)
    move_meeting(stale, start=start, end=start + timedelta(hours=1), by=None)
    set_video_link(stale, link=NEW, by=UserFactory())

    sign_up(stale, person=person_for("late@example.no"), name="Sen", attendance="video")

    assert letters("link")[0].send_after == start - timedelta(hours=24)
    assert letters("link_again")[0].send_after == start - timedelta(hours=1)


def test_translation_takes_the_facts_of_its_original_and_shares_its_seats():
    workshop, _people = meeting_with(video_capacity=5)
    english, _made = Locale.objects.get_or_create(language_code="en")
    copy = workshop.copy_for_translation(english, copy_parents=True)
    copy.title, copy.start = "Dialogue meeting", in_days(99)
    WorkshopPage.objects.filter(pk=copy.pk).update(start=copy.start, end=in_days(99, hour=20), live=True)

    workshop.save_revision().publish()
    copy = WorkshopPage.objects.get(pk=copy.pk)
    signup = sign_up(copy, person=person_for("eng@example.no"), name="E", attendance="video", language="en")

    assert (copy.start, copy.end) == (workshop.start, workshop.end)
    assert signup.workshop_id == workshop.pk


def test_a_meeting_with_sign_ups_cannot_be_deleted(admin_client):
    signup = SignUpFactory()

    answer = admin_client.post(f"/admin/pages/{signup.workshop_id}/delete/")

    assert answer.status_code == 302
    assert WorkshopPage.objects.filter(pk=signup.workshop_id).exists()


def test_a_link_replaced_twice_before_the_letter_left_is_told_once():
    workshop, _people = meeting_with(video_link=OLD, **soon())
    send("link")

    set_video_link(workshop, link="https://video.example/between", by=UserFactory())
    set_video_link(workshop, link=NEW, by=UserFactory())

    (letter,) = letters("changed", state=Letter.State.WAITING)
    assert NEW in kinds.render(letter).text
    assert sequence_in(letter) == 2


def test_a_link_put_back_before_the_letter_left_is_not_told_of():
    workshop, _people = meeting_with(video_link=OLD, **soon())
    send("link")

    set_video_link(workshop, link=NEW, by=UserFactory())
    set_video_link(workshop, link=OLD, by=UserFactory())

    assert letters("changed", state=Letter.State.WAITING) == []


def test_a_link_letter_that_a_worker_has_in_hand_is_followed_by_another():
    workshop, _people = meeting_with(video_link=OLD, **soon())
    send("link")
    set_video_link(workshop, link=NEW, by=UserFactory())
    Letter.objects.filter(kind="workshops.changed").update(
        claimed_until=timezone.now() + timedelta(minutes=1)
    )

    set_video_link(workshop, link=OLD, by=UserFactory())

    assert [OLD in kinds.render(letter).text for letter in letters("changed")] == [True, True]
