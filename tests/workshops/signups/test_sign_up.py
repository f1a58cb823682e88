"""Signing up, cancelling, changing, and who gets the seats."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.people.actions import person_for
from portal.mail.models import Letter
from tests.factories import (
    PersonFactory,
    QuestionFactory,
    SignUpFactory,
    UserFactory,
    WorkshopPageFactory,
    in_days,
)
from workshops.meetings.models import WorkshopPage
from workshops.meetings.seats import Seats, seats
from workshops.signups import actions, plan
from workshops.signups.errors import NoSeatLeft, SignUpClosed, WrongAttendance
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db
Status = SignUp.Status
OSLO = ZoneInfo("Europe/Oslo")


def sign_up(workshop, email, **fields):
    fields = {"name": "Kari Nordmann", "attendance": "video"} | fields
    return actions.sign_up(workshop, person=person_for(email), **fields)


def change(signup, **fields):
    before = {
        "name": signup.name,
        "attendance": signup.attendance,
        "organisation_name": signup.organisation_name,
        "organisation_number": signup.organisation_number,
        "on_behalf_of": signup.on_behalf_of,
        "access_needs": signup.access_needs,
    }
    return actions.change_sign_up(signup, **before | fields)


def letters(signup, **filters):
    found = Letter.objects.filter(about=f"signup:{signup.pk}", **filters)
    return sorted(letter.kind.removeprefix("workshops.") for letter in found)


def actions_logged(signup):
    entries = ModelLogEntry.objects.for_instance(signup).order_by("pk")
    return [entry.action.removeprefix("workshops.signup.") for entry in entries]


def test_sign_up_gives_seats_then_places_in_line():
    workshop = WorkshopPageFactory(video_capacity=2)

    statuses = [sign_up(workshop, f"p{n}@example.no").status for n in range(4)]

    assert statuses == [Status.REGISTERED, Status.REGISTERED, Status.WAITING, Status.WAITING]
    assert seats(workshop) == {"video": Seats(capacity=2, taken=2, waiting=2)}
    assert list(workshop.signups.waiting().values_list("person__email", flat=True)) == [
        "p2@example.no",
        "p3@example.no",
    ]


def test_sign_up_without_capacity_has_no_limit():
    workshop = WorkshopPageFactory()

    statuses = {sign_up(workshop, f"p{n}@example.no").status for n in range(3)}

    assert statuses == {Status.REGISTERED}
    assert seats(workshop)["video"].left is None


def test_room_and_video_have_seats_of_their_own():
    workshop = WorkshopPageFactory(format="both", place="Kinoveien 8", room_capacity=1, video_capacity=1)

    placed = [sign_up(workshop, f"{n}@example.no", attendance=n[:-1]) for n in ["room1", "room2", "video1"]]

    assert [signup.status for signup in placed] == [Status.REGISTERED, Status.WAITING, Status.REGISTERED]
    assert seats(workshop) == {"room": Seats(1, 1, 1), "video": Seats(1, 1, 0)}


def test_sign_up_twice_is_harmless_and_says_so_by_mail():
    workshop = WorkshopPageFactory(video_capacity=5)
    first = sign_up(workshop, "kari@example.no")

    again = [sign_up(workshop, email, name="Other") for email in ("kari@example.no", " KARI@Example.NO ")]

    assert [signup.pk for signup in again] == [first.pk, first.pk]
    assert workshop.signups.get().name == "Kari Nordmann"
    assert letters(first).count("already_signed_up") == 1
    assert letters(first).count("confirmation") == 1


@pytest.mark.parametrize("day", [datetime(2027, 3, 30, 8, 30), datetime(2027, 11, 2, 8, 30)])
def test_reminder_keeps_the_meetings_hour_when_the_clocks_change_before_it(day):
    start = day.replace(tzinfo=OSLO).astimezone(UTC)
    workshop = WorkshopPage(start=start, end=start + timedelta(hours=1), reminder_days_before=3)

    times = plan.due_times(workshop, "video", video_link="", now=start - timedelta(days=30))

    due = times[plan.REMINDER].astimezone(OSLO)
    assert (due.date(), due.time()) == (day.date() - timedelta(days=3), day.time())


def test_sign_up_writes_its_letters_at_their_times():
    workshop = WorkshopPageFactory(video_link="https://video.example/a")

    signup = sign_up(workshop, "kari@example.no")

    due = {
        letter.kind.removeprefix("workshops."): letter.send_after
        for letter in Letter.objects.filter(about=f"signup:{signup.pk}")
    }
    assert due.pop("confirmation") <= timezone.now()
    assert due == {
        "reminder": workshop.start - timedelta(days=3),
        "link": workshop.start - timedelta(hours=24),
        "link_again": workshop.start - timedelta(hours=1),
        "thanks": workshop.end + timedelta(hours=1),
    }


def test_sign_up_after_the_link_is_due_gets_it_at_once():
    start = timezone.now() + timedelta(hours=5)
    workshop = WorkshopPageFactory(
        start=start, end=start + timedelta(hours=1), video_link="https://video.example/a"
    )

    signup = sign_up(workshop, "kari@example.no")

    link = Letter.objects.get(kind="workshops.link")
    assert link.send_after <= timezone.now()
    assert letters(signup) == ["confirmation", "link", "link_again", "thanks"]


def test_link_mail_waits_when_there_is_no_link():
    workshop = WorkshopPageFactory()

    sign_up(workshop, "kari@example.no")

    assert Letter.objects.get(kind="workshops.link").send_after == workshop.end


def test_in_the_room_nobody_gets_the_link():
    workshop = WorkshopPageFactory(format="both", place="Kinoveien 8", video_link="https://video.example/a")

    signup = sign_up(workshop, "kari@example.no", attendance="room")

    assert letters(signup) == ["confirmation", "reminder", "thanks"]


def test_sign_up_keeps_answers_without_a_receipt():
    workshop = WorkshopPageFactory()
    question = QuestionFactory(page=workshop, text="Hva trenger dere?")

    signup = sign_up(
        workshop,
        "kari@example.no",
        answers=[(question, "Et verksted"), (None, "Ta buss")],
        visibility="everyone",
        shown_as="name",
        organisation_name="Nordre Sykkel",
    )

    given = signup.inputs.order_by("pk")
    assert [(i.question_text, i.text, i.giver_organisation) for i in given] == [
        ("Hva trenger dere?", "Et verksted", "Nordre Sykkel"),
        ("", "Ta buss", "Nordre Sykkel"),
    ]
    assert not Letter.objects.filter(kind="inputs.receipt").exists()


def test_answers_of_a_second_sign_up_are_kept_and_told_of():
    workshop = WorkshopPageFactory()
    question = QuestionFactory(page=workshop)
    words = {"visibility": "everyone", "shown_as": "name"}
    first = sign_up(workshop, "kari@example.no", answers=[(question, "Et verksted")], **words)

    sign_up(workshop, "kari@example.no", answers=[(question, "Og en kafé")], **words)

    assert sorted(first.inputs.values_list("text", flat=True)) == ["Et verksted", "Og en kafé"]
    assert Letter.objects.filter(kind="inputs.receipt").count() == 1


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"signup_opens": in_days(1)}, "not_yet"),
        ({"signup_closes": in_days(-1)}, "closed"),
        ({"start": in_days(-2)}, "past"),
        ({"live": False}, "not_yet"),
    ],
)
def test_sign_up_when_closed_is_refused_with_a_reason(facts, reason):
    workshop = WorkshopPageFactory(**facts)

    with pytest.raises(SignUpClosed) as refusal:
        sign_up(workshop, "kari@example.no")

    assert refusal.value.reason == reason
    assert str(refusal.value.message)
    assert not SignUp.objects.exists()


def test_coordinator_adds_people_by_hand_after_closing():
    workshop = WorkshopPageFactory(signup_closes=in_days(-1))
    coordinator = UserFactory()

    signup = sign_up(workshop, "kari@example.no", by=coordinator)

    assert signup.by_hand
    assert ModelLogEntry.objects.for_instance(signup).get().user == coordinator


def test_sign_up_in_a_way_that_is_not_held_is_refused():
    with pytest.raises(WrongAttendance):
        sign_up(WorkshopPageFactory(), "kari@example.no", attendance="room")


def test_sign_up_cleans_what_people_write():
    signup = sign_up(
        WorkshopPageFactory(), "kari@example.no", name=" Kari\r\nBcc: x@y.z ", access_needs="a\x00b"
    )

    assert (signup.name, signup.access_needs) == ("Kari Bcc: x@y.z", "ab")


def test_cancelling_gives_the_seat_to_the_first_in_line():
    workshop = WorkshopPageFactory(video_capacity=1)
    first, second, third = (sign_up(workshop, f"p{n}@example.no") for n in range(3))

    actions.cancel_sign_up(first)

    for signup in (first, second, third):
        signup.refresh_from_db()
    assert [first.status, second.status, third.status] == [
        Status.CANCELLED,
        Status.REGISTERED,
        Status.WAITING,
    ]
    assert second.promoted_at is not None
    assert "promoted" in letters(second)
    assert letters(first, state="waiting") == ["signed_off"]
    assert actions_logged(second) == ["create", "promote"]


def test_cancelling_twice_is_harmless():
    workshop = WorkshopPageFactory(video_capacity=1)
    signup = sign_up(workshop, "kari@example.no")

    once, twice = actions.cancel_sign_up(signup), actions.cancel_sign_up(signup)

    assert once.cancelled_at == twice.cancelled_at
    assert letters(signup, state="waiting") == ["signed_off"]
    assert actions_logged(signup) == ["create", "cancel"]


def test_who_cancelled_can_sign_up_again():
    workshop = WorkshopPageFactory(video_capacity=1)
    first = actions.cancel_sign_up(sign_up(workshop, "kari@example.no"))

    second = sign_up(workshop, "kari@example.no")

    assert (second.pk != first.pk, second.status) == (True, Status.REGISTERED)


def test_cancelling_after_the_meeting_is_refused():
    signup = SignUpFactory(workshop__start=in_days(-2))

    with pytest.raises(SignUpClosed) as refusal:
        actions.cancel_sign_up(signup)

    assert refusal.value.reason == "past"


def test_raised_capacity_seats_those_who_wait_in_order():
    workshop = WorkshopPageFactory(video_capacity=1)
    people = [sign_up(workshop, f"p{n}@example.no") for n in range(4)]
    workshop.video_capacity = 3
    workshop.save()

    promoted = actions.promote_waiting(workshop)

    assert [signup.pk for signup in promoted] == [people[1].pk, people[2].pk]
    assert seats(workshop)["video"] == Seats(3, 3, 1)


def test_promotion_stops_before_the_meeting_and_newcomers_do_not_pass_the_line():
    start = timezone.now() + timedelta(hours=1, minutes=30)
    workshop = WorkshopPageFactory(start=start, end=start + timedelta(hours=1), video_capacity=1)
    first, second = (sign_up(workshop, f"p{n}@example.no") for n in range(2))

    actions.cancel_sign_up(first)
    newcomer = sign_up(workshop, "late@example.no")

    second.refresh_from_db()
    assert [second.status, newcomer.status] == [Status.WAITING, Status.WAITING]
    assert seats(workshop)["video"] == Seats(1, 0, 2)
    assert seats(workshop)["video"].left == 0


def test_promoted_after_the_link_was_due_get_the_link():
    start = timezone.now() + timedelta(hours=5)
    workshop = WorkshopPageFactory(
        start=start, end=start + timedelta(hours=1), video_capacity=1, video_link="https://video.example/a"
    )
    first, second = (sign_up(workshop, f"p{n}@example.no") for n in range(2))
    Letter.objects.filter(kind="workshops.link").update(state=Letter.State.VOID)

    actions.cancel_sign_up(first)

    assert letters(second, state="waiting") == ["confirmation", "link", "link_again", "promoted", "thanks"]


def test_change_of_attendance_frees_the_seat_and_takes_another():
    workshop = WorkshopPageFactory(format="both", place="Kinoveien 8", room_capacity=1, video_capacity=1)
    first = sign_up(workshop, "a@example.no", attendance="room")
    second = sign_up(workshop, "b@example.no", attendance="room")

    changed = change(first, attendance="video")

    second.refresh_from_db()
    assert (changed.attendance, changed.status, changed.sequence) == ("video", Status.REGISTERED, 1)
    assert second.status == Status.REGISTERED
    assert seats(workshop) == {"room": Seats(1, 1, 0), "video": Seats(1, 1, 0)}
    assert letters(changed, state="waiting") == [
        "confirmation",
        "confirmation",
        "link",
        "link_again",
        "reminder",
        "thanks",
    ]


def test_change_to_a_full_attendance_keeps_the_seat():
    workshop = WorkshopPageFactory(format="both", place="Kinoveien 8", room_capacity=1, video_capacity=0)
    signup = sign_up(workshop, "a@example.no", attendance="room")

    with pytest.raises(NoSeatLeft):
        change(signup, attendance="video", name="Nytt navn")

    signup.refresh_from_db()
    assert (signup.attendance, signup.status, signup.name) == ("room", Status.REGISTERED, "Kari Nordmann")


def test_waiting_person_can_take_a_seat_the_other_way():
    workshop = WorkshopPageFactory(format="both", place="Kinoveien 8", room_capacity=0, video_capacity=1)
    signup = sign_up(workshop, "a@example.no", attendance="room")

    changed = change(signup, attendance="video")

    assert changed.status == Status.REGISTERED
    assert "promoted" in letters(changed)


def test_change_of_words_is_logged_by_field():
    signup = sign_up(WorkshopPageFactory(), "kari@example.no")

    changed = change(signup, name="Kari Berg", access_needs="Tegnspråk")
    unchanged = change(changed)

    assert (unchanged.name, unchanged.sequence) == ("Kari Berg", 0)
    assert ModelLogEntry.objects.for_instance(signup).order_by("pk").last().data == {
        "fields": ["name", "access_needs"]
    }
    assert actions_logged(signup) == ["create", "change"]


def test_signing_up_again_counts_on_from_the_calendar_entry_that_was_taken_away():
    workshop = WorkshopPageFactory(video_capacity=1)
    first = actions.cancel_sign_up(sign_up(workshop, "kari@example.no"))

    second = sign_up(workshop, "kari@example.no")
    other = sign_up(workshop, "ola@example.no")

    assert second.sequence > first.sequence
    assert SignUp.objects.get(pk=second.pk).sequence == second.sequence
    assert other.sequence == 0


def test_links_are_sent_again_to_those_who_have_any():
    signup = SignUpFactory(person=PersonFactory(email="kari@example.no"))

    for email in (" Kari@Example.no", "kari@example.no", "unknown@example.no"):
        actions.resend_links(email, language="en")

    letter = Letter.objects.get()
    assert (letter.kind, letter.to, letter.language) == ("workshops.personal_links", "kari@example.no", "en")
    assert letter.data == {"person": signup.person_id}


def test_sign_up_costs_few_statements(django_assert_max_num_queries):
    workshop = WorkshopPageFactory(video_capacity=1)
    sign_up(workshop, "first@example.no")

    with django_assert_max_num_queries(12):
        sign_up(workshop, "second@example.no")
