"""Calendar files as real clients need them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.factories import PersonFactory, SignUpFactory, UserFactory, WorkshopPageFactory, in_days
from workshops.meetings.actions import cancel_meeting
from workshops.signups.calendar import meeting_file, meetings_feed, signup_file, signups_feed

pytestmark = pytest.mark.django_db
LINK = "https://video.example/rom"
OSLO = ZoneInfo("Europe/Oslo")


def parse(data):
    calendar = Calendar.from_ical(data)
    return calendar, calendar.walk("VEVENT")


@pytest.mark.parametrize(
    ("start", "clock", "utc_hour"),
    [
        (datetime(2027, 3, 27, 8, 30, tzinfo=OSLO), "20270327T083000", 7),
        (datetime(2027, 3, 28, 8, 30, tzinfo=OSLO), "20270328T083000", 6),
        (datetime(2027, 10, 31, 8, 30, tzinfo=OSLO), "20271031T083000", 7),
    ],
)
def test_file_keeps_the_norwegian_clock_across_summer_time(start, clock, utc_hour):
    workshop = WorkshopPageFactory(start=start)

    calendar, (event,) = parse(meeting_file(workshop))

    assert event["dtstart"].to_ical().decode() == clock
    assert event["dtstart"].params["TZID"] == "Europe/Oslo"
    assert event["dtstart"].dt.astimezone(UTC).hour == utc_hour
    assert (event["dtend"].dt - event["dtstart"].dt).total_seconds() == 90 * 60
    (zone,) = calendar.walk("VTIMEZONE")
    naive = datetime.strptime(clock, "%Y%m%dT%H%M%S")
    assert str(zone["tzid"]) == "Europe/Oslo"
    assert naive.replace(tzinfo=zone.to_tz(lookup_tzid=False)).astimezone(UTC).hour == utc_hour


def test_public_file_has_no_secret_and_no_people():
    signup = SignUpFactory(workshop__video_link=LINK, workshop__start=in_days(0, hour=0))

    text = (meeting_file(signup.workshop) + meetings_feed([signup.workshop])).decode()
    unfolded = text.replace("\r\n ", "")

    assert "METHOD:PUBLISH" in text
    for secret in (LINK, signup.token, "ATTENDEE", "ORGANIZER", signup.person.email):
        assert secret not in unfolded


def test_uid_is_one_in_every_file_and_method_matches():
    signup = SignUpFactory()

    files = {method: parse(signup_file(signup, method)) for method in ("REQUEST", "CANCEL", "PUBLISH")}
    public = parse(meeting_file(signup.workshop))

    assert {str(events[0]["uid"]) for _, events in [*files.values(), public]} == {
        f"meeting-{signup.workshop.translation_key}@omigjen"
    }
    assert {method: str(calendar["method"]) for method, (calendar, _) in files.items()} == {
        "REQUEST": "REQUEST",
        "CANCEL": "CANCEL",
        "PUBLISH": "PUBLISH",
    }


def test_request_and_cancel_name_organiser_and_this_attendee():
    signup = SignUpFactory(person=PersonFactory(email="kari@example.no"), name="Kari; Nordmann, jr")

    for method, status in (("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")):
        _, (event,) = parse(signup_file(signup, method))

        assert str(event["organizer"]) == "mailto:omigjen@example.no"
        assert str(event["attendee"]) == "mailto:kari@example.no"
        assert event["attendee"].params["CN"] == "Kari; Nordmann, jr"
        assert event["status"] == status


def test_personal_file_has_the_link_only_when_it_is_due():
    before = SignUpFactory(workshop__video_link=LINK)
    after = SignUpFactory(workshop__video_link=LINK, workshop__start=in_days(1, hour=0, minute=0))

    shown = [LINK in signup_file(signup).decode() for signup in (before, after)]

    assert shown == [False, True]


def test_sequence_counts_changes_of_meeting_and_of_person():
    signup = SignUpFactory(sequence=2)
    cancel_meeting(signup.workshop, reason="", by=UserFactory())
    signup = type(signup).objects.get()

    _, (personal,) = parse(signup_file(signup, "CANCEL"))
    _, (public,) = parse(meeting_file(signup.workshop))

    assert (personal["sequence"], public["sequence"]) == (3, 1)
    assert (personal["status"], public["status"]) == ("CANCELLED", "CANCELLED")


def test_lines_are_folded_and_end_with_one_crlf():
    workshop = WorkshopPageFactory(title="Ærlig talt: " + "ø" * 200, intro="Første\nandre; tredje, fjerde")

    data = meeting_file(workshop)

    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert data.replace(b"\r\n", b"").count(b"\n") == 0
    _, (event,) = parse(data)
    assert str(event["summary"]) == workshop.title
    assert str(event["description"]).startswith("Første\nandre; tredje, fjerde")


def test_personal_feed_marks_the_waiting_and_the_cancelled():
    person = PersonFactory()
    signups = [
        SignUpFactory(person=person, status=status) for status in ("registered", "waiting", "cancelled")
    ]

    _, events = parse(signups_feed(signups))

    assert [str(event["status"]) for event in events] == ["CONFIRMED", "TENTATIVE", "CANCELLED"]
