"""Moving a meeting: what is sent, what is sent again, what is kept."""

from datetime import UTC, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from partners.people.actions import person_for
from portal.jobs.chores import publish_scheduled_pages
from portal.mail import kinds, outbox
from portal.mail.models import Letter
from tests.factories import UserFactory, in_days
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
from workshops.meetings.actions import move_meeting, set_video_link
from workshops.meetings.models import WorkshopPage
from workshops.signups import plan
from workshops.signups.actions import sign_up

pytestmark = pytest.mark.django_db


def test_moving_moves_what_is_unsent_and_tells_everybody():
    workshop, _people = meeting_with(2, video_link=OLD, video_capacity=1)
    workshop.save_revision().publish()
    start, end = workshop.start + timedelta(days=7), workshop.end + timedelta(days=7, minutes=30)

    move_meeting(workshop, start=start, end=end, by=UserFactory())

    due = {
        kind: {letter.send_after for letter in letters(kind)}
        for kind in ("link", "link_again", "reminder", "thanks")
    }
    assert due == {
        "link": {start - timedelta(hours=24)},
        "link_again": {start - timedelta(hours=1)},
        "reminder": {start - timedelta(days=3)},
        "thanks": {end + timedelta(hours=1)},
    }
    seated, waiting = letters("changed")
    assert [letter.to for letter in (seated, waiting)] == ["p0@example.no", "p1@example.no"]
    assert sequence_in(seated) == 1
    assert kinds.render(waiting).calendar == ""


def test_moving_again_before_the_letter_left_sends_one_letter_with_the_last_truth():
    workshop, _people = meeting_with()
    for days in (7, 8):
        later = timedelta(days=days)
        move_meeting(
            workshop, start=in_days(10) + later, end=in_days(10) + later * 1 + timedelta(hours=1), by=None
        )

    waiting = letters("changed", state=Letter.State.WAITING)
    assert len(letters("changed")) == 2
    assert [sequence_in(letter) for letter in waiting] == [2]


def test_moving_after_the_link_left_sends_it_again_in_time():
    workshop, _people = meeting_with(2, video_link=OLD, **soon())
    send("link", "link_again", "reminder")

    moved = move(workshop, in_days(14))

    times = {
        "link": moved.start - timedelta(hours=24),
        "link_again": moved.start - timedelta(hours=1),
        "reminder": moved.start - timedelta(days=3),
        "thanks": moved.end + timedelta(hours=1),
    }
    assert {kind: due(kind) for kind in times} == {kind: [time, time] for kind, time in times.items()}
    assert OLD in kinds.render(letters("link", state=Letter.State.WAITING)[0]).text
    assert OLD not in kinds.render(letters("changed")[0]).text


def test_moving_twice_writes_one_letter_for_each_time_that_counts():
    workshop, _people = meeting_with(video_link=OLD, **soon())
    send("link", "link_again")
    workshop = move(workshop, in_days(14))
    workshop = move(workshop, in_days(21))
    assert due("link") == [in_days(20)]
    send("link")

    workshop = move(workshop, in_days(28))

    assert due("link") == [in_days(27)]
    assert due("link_again") == [in_days(28) - timedelta(hours=1)]
    assert len(letters("link", state=Letter.State.SENT)) == 2


def test_moving_back_and_forth_brings_back_what_was_no_longer_due():
    workshop, _people = meeting_with(start=in_days(20), end=in_days(20, hour=10))
    start, close = workshop.start, timezone.now() + timedelta(minutes=30)

    move(move(workshop, close), start)

    assert due("reminder") == [start - timedelta(days=3)]
    assert due("link_again") == [start - timedelta(hours=1)]


def test_moving_a_little_tells_the_link_once():
    workshop, _people = meeting_with(video_link=OLD, **soon())
    send("link")

    move(workshop, workshop.start + timedelta(hours=1))

    assert due("link") == []
    assert OLD in kinds.render(letters("changed")[0]).text


def test_a_new_place_sends_no_link_or_reminder_again():
    workshop, _people = meeting_with(format="both", place="Kinoveien 8", video_link=OLD, **soon())
    send("link", "reminder")
    workshop.place = "Rådhuset"

    workshop.save_revision().publish()

    assert (due("link"), due("reminder")) == ([], [])


def test_moving_while_a_worker_has_the_letter_in_hand_writes_another():
    workshop, _people = meeting_with(video_link=OLD, **soon())
    Letter.objects.filter(kind="workshops.link").update(claimed_until=timezone.now() + timedelta(minutes=1))

    move(workshop, in_days(14))

    assert len(letters("link")) == 2
    assert due("link") == [in_days(13), in_days(13)]


def test_moving_writes_no_letters_for_those_who_wait_or_come_to_the_room():
    workshop, people = meeting_with(2, format="both", place="Kinoveien 8", video_capacity=1)
    guest = sign_up(workshop, person=person_for("r@example.no"), name="R", attendance="room")
    send("reminder", "link_again", "link")

    move(workshop, in_days(14))

    written = {
        letter.to: sorted(each.kind for each in Letter.objects.waiting().filter(to=letter.to))
        for letter in Letter.objects.waiting()
    }
    assert "workshops.link" in written["p0@example.no"]
    assert "workshops.reminder" in written[guest.person.email]
    assert not {"workshops.link", "workshops.link_again"} & set(written[guest.person.email])
    assert "workshops.link" not in written["p1@example.no"]


def test_a_change_whose_letter_has_not_left_is_told_of_in_the_next():
    workshop, _people = meeting_with(format="on_site", place="Kinoveien 8")
    workshop = move(workshop, in_days(14))
    workshop.place = "Rådhuset"

    workshop.save_revision().publish()

    (letter,) = letters("changed", state=Letter.State.WAITING)
    assert letter.data["changes"] == ["place", "time"]
    assert (letter.data["was"]["place"], letter.data["was"]["start"]) == (
        "Kinoveien 8",
        in_days(10).astimezone(UTC).isoformat(),
    )


@pytest.mark.parametrize("link_first", [True, False])
def test_a_new_link_and_a_new_time_before_the_letter_left_are_told_in_one(link_first):
    workshop, (signup,) = meeting_with(video_link=OLD, **soon())
    send("link")
    start = workshop.start

    if link_first:
        set_video_link(workshop, link=NEW, by=None)
    workshop = move(workshop, in_days(14))
    if not link_first:
        set_video_link(workshop, link=NEW, by=None)

    (letter,) = letters("changed", state=Letter.State.WAITING)
    text = kinds.render(letter).text
    assert letter.data["changes"] == ["time", "link"]
    assert f"kl. {timezone.localtime(start):%H.%M}" in text.partition("Tidligere tidspunkt")[2]
    assert (NEW in text, OLD in text) == (True, False)
    assert sequence_in(letter) == 2


def test_a_new_time_is_told_without_the_link_to_who_went_to_the_room_meanwhile():
    facts = {"format": "both", "place": "Kinoveien 8", "room_capacity": 5, "video_capacity": 5}
    workshop, (signup,) = meeting_with(video_link=OLD, **facts, **soon())
    send("link")
    set_video_link(workshop, link=NEW, by=None)
    signup.attendance = "room"
    signup.save()

    move(workshop, in_days(14))

    (letter,) = letters("changed", state=Letter.State.WAITING)
    text = kinds.render(letter).text
    assert ("flyttet" in text, "video" in text.lower()) == (True, False)


def test_a_meeting_moved_back_before_anybody_was_told_tells_nobody():
    workshop, _people = meeting_with()
    start, end = workshop.start, workshop.end

    move_meeting(move(workshop, in_days(14)), start=start, end=end, by=None)

    assert letters("changed", state=Letter.State.WAITING) == []


def test_other_hours_before_the_meeting_move_the_letters():
    workshop, _people = meeting_with(video_link=OLD)
    workshop.link_hours_before, workshop.reminder_days_before = 48, 5

    workshop.save_revision().publish()
    assert (due("link"), due("reminder")) == (
        [workshop.start - timedelta(hours=48)],
        [workshop.start - timedelta(days=5)],
    )
    workshop.reminder_days_before = 0
    workshop.save_revision().publish()

    assert due("reminder") == []
    assert letters("changed") == []


def test_publishing_leaves_a_letter_that_is_due_as_it_is():
    workshop, _people = meeting_with(video_link=OLD)
    late = timezone.now() - timedelta(minutes=5)
    Letter.objects.filter(kind="workshops.reminder").update(send_after=late)
    workshop.reminder_days_before = 20

    workshop.save_revision().publish()

    assert due("reminder") == [late]


def test_moving_keeps_the_draft_of_an_editor():
    workshop, _people = meeting_with()
    workshop.title = "Nytt utkast"
    workshop.save_revision()

    moved = move_meeting(workshop, start=in_days(20), end=in_days(20, hour=10), by=None)

    draft = moved.get_latest_revision_as_object()
    assert (moved.title != "Nytt utkast", moved.start) == (True, in_days(20))
    assert (draft.title, draft.start) == ("Nytt utkast", in_days(20))


def test_moving_keeps_what_is_to_be_published_later():
    workshop, _people = meeting_with(2, video_capacity=1)
    workshop.save_revision().publish()
    schedule(workshop, video_capacity=2)

    moved = move(workshop, in_days(20))
    assert (moved.start, moved.video_capacity) == (in_days(20), 1)
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        publish_scheduled_pages()

    published = WorkshopPage.objects.get(pk=workshop.pk)
    assert (published.start, published.video_capacity) == (in_days(20), 2)


def test_moving_to_what_cannot_be_is_refused():
    workshop, _people = meeting_with()

    with pytest.raises(ValidationError):
        move_meeting(workshop, start=in_days(20), end=in_days(19), by=None)

    assert WorkshopPage.objects.get(pk=workshop.pk).start == workshop.start


def test_a_new_place_takes_back_no_reminder_that_is_due():
    workshop, people = meeting_with(format="on_site", place="Kinoveien 8", **soon(60))
    late = timezone.now() - timedelta(minutes=5)
    reminder = plan.letter(plan.REMINDER, people[0], send_after=late)
    outbox.write_many([reminder])
    workshop.place = "Rådhuset"

    workshop.save_revision().publish()

    assert due("reminder") == [late]
