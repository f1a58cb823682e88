"""What can be true of a meeting, where it is in its life, and how its seats are counted."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.factories import OSLO, SignUpFactory, WorkshopPageFactory, in_days
from workshops.chores import forget_logistics
from workshops.meetings.agenda import timed_parts
from workshops.meetings.models import WorkshopPage
from workshops.meetings.phase import Phase, phase
from workshops.meetings.seats import Seats, listed_seats, seats
from workshops.signups.models import SignUp
from workshops.signups.rules import may_give_input, may_see_link

pytestmark = pytest.mark.django_db
AGENDA = [
    (
        "part",
        {
            "title": "Kommunen",
            "items": [{"title": "Visjon", "minutes": 40}, {"title": "Skisse", "minutes": 30}],
        },
    ),
    ("part", {"title": "Deltakerne", "items": [{"title": "Innspill", "minutes": 20}]}),
]


def errors_of(**facts):
    workshop = WorkshopPageFactory()
    for field, value in facts.items():
        setattr(workshop, field, value)
    try:
        workshop.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"end": in_days(9)}, "end"),
        ({"signup_opens": in_days(5), "signup_closes": in_days(4)}, "signup_opens"),
        ({"signup_closes": in_days(40)}, "signup_closes"),
        ({"input_closes": in_days(2)}, "input_closes"),
        ({"format": "on_site"}, "place"),
        ({"format": "both"}, "place"),
        ({"place": "Kinoveien 8"}, "place"),
        ({"room_capacity": 10}, "room_capacity"),
        ({"format": "on_site", "place": "Kinoveien 8", "video_capacity": 10}, "video_capacity"),
        ({"link_hours_before": 1}, "link_hours_before"),
    ],
)
def test_meeting_refuses_what_cannot_be_true(facts, field):
    assert field in errors_of(**facts)


def test_agenda_that_fits_is_accepted():
    assert errors_of(agenda=AGENDA) == {}


def test_agenda_that_runs_over_names_the_item_and_the_minutes():
    agenda = [*AGENDA, ("part", {"title": "Slutt", "items": [{"title": "Veien videre", "minutes": 15}]})]

    (message,) = errors_of(agenda=agenda)["agenda"]

    assert "Veien videre" in message
    assert "15" in message


def test_agenda_items_have_norwegian_clock_times():
    start = datetime(2027, 5, 19, 8, 30, tzinfo=OSLO)
    workshop = WorkshopPageFactory(start=start, agenda=AGENDA)

    parts = timed_parts(workshop.agenda, workshop.start)

    assert [
        (i.title, f"{i.starts_at:%H.%M}", f"{i.ends_at:%H.%M}") for part in parts for i in part.items
    ] == [
        ("Visjon", "08.30", "09.10"),
        ("Skisse", "09.10", "09.40"),
        ("Innspill", "09.40", "10.00"),
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Phase.OPEN),
        ({"signup_opens": in_days(1)}, Phase.ANNOUNCED),
        ({"video_capacity": 0}, Phase.FULL),
        ({"signup_closes": in_days(-1)}, Phase.CLOSED),
        ({"start": timezone.now() - timedelta(minutes=5)}, Phase.LIVE),
        ({"start": in_days(-2)}, Phase.ENDED),
        ({"start": in_days(-2), "summary": [("heading", "Takk")]}, Phase.SUMMARISED),
    ],
)
def test_phase_follows_from_times_and_facts(facts, expected):
    assert phase(WorkshopPageFactory(**facts)) == expected


def test_phase_of_a_cancelled_meeting_is_cancelled_for_ever():
    workshop = WorkshopPageFactory(start=in_days(-2))
    workshop.state.cancelled_at = timezone.now()

    assert phase(workshop) == Phase.CANCELLED


def test_seats_are_counted_by_one_query_and_never_below_zero(django_assert_num_queries):
    workshop = WorkshopPageFactory(format="both", place="Kinoveien 8", room_capacity=1, video_capacity=2)
    for attendance, status in [
        ("room", "registered"),
        ("room", "attended"),
        ("room", "cancelled"),
        ("video", "absent"),
        ("video", "waiting"),
    ]:
        SignUpFactory(workshop=workshop, attendance=attendance, status=status)

    with django_assert_num_queries(1):
        counted = seats(workshop)

    assert counted == {"room": Seats(1, 2, 0), "video": Seats(2, 1, 1)}
    assert [each.left for each in counted.values()] == [0, 0]
    listed = WorkshopPage.objects.with_seats().get()
    with django_assert_num_queries(0):
        assert listed_seats(listed) == counted


def test_percent_is_between_none_and_a_hundred():
    assert [Seats(*each).percent for each in [(None, 4, 0), (0, 0, 0), (4, 1, 0), (2, 3, 0)]] == [
        None,
        100,
        25,
        100,
    ]


def test_link_is_seen_from_when_it_is_due_by_seated_people_on_video():
    start = timezone.now() + timedelta(hours=30)
    signup = SignUpFactory(workshop__start=start)
    waiting = SignUpFactory(workshop=signup.workshop, status=SignUp.Status.WAITING)
    due, end = signup.workshop.link_due, signup.workshop.end

    moments = [due - timedelta(seconds=1), due, end - timedelta(seconds=1), end]

    assert [may_see_link(signup, now) for now in moments] == [False, True, True, False]
    assert [may_see_link(waiting, now) for now in moments] == [False] * 4


def test_input_can_be_given_until_a_fortnight_after():
    signup = SignUpFactory()
    closes = signup.workshop.end + timedelta(days=14)

    assert [may_give_input(signup, now) for now in (closes - timedelta(seconds=1), closes)] == [True, False]


def test_access_needs_are_forgotten_thirty_days_after_the_meeting():
    old = SignUpFactory(workshop__start=in_days(-31), access_needs="Tegnspråk")
    recent = SignUpFactory(workshop__start=in_days(-29), access_needs="Tegnspråk")

    forgotten = forget_logistics()

    old.refresh_from_db()
    recent.refresh_from_db()
    assert (forgotten, old.access_needs, recent.access_needs) == (1, "", "Tegnspråk")
