"""The list of meetings, a meeting's page, its seats, its calendar, and what must never be in any of them."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format
from icalendar import Calendar
from wagtail.search.index import insert_or_update_object

from tests.factories import (
    InputFactory,
    QuestionFactory,
    SignUpFactory,
    WorkshopPageFactory,
    in_days,
)
from tests.workshops.pages import headings, nb, words
from workshops.meetings.models import WorkshopIndexPage, WorkshopPage
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def meeting(**fields):
    return WorkshopPageFactory(**{"video_capacity": 3, "video_link": "https://video.example/secret"} | fields)


def cancelled():
    workshop = meeting()
    workshop.state.cancelled_at = timezone.now()
    workshop.state.cancellation_reason = "Møteleder er syk."
    workshop.state.save()
    return workshop


def full():
    workshop = meeting(video_capacity=1)
    SignUpFactory(workshop=workshop)
    SignUpFactory.create_batch(2, workshop=workshop, status=SignUp.Status.WAITING)
    return workshop


def in_hours(start, hours=2):
    begin = timezone.now() + start * HOUR
    return {"start": begin, "end": begin + hours * HOUR}


STATES = {
    "announced": (lambda: meeting(signup_opens=in_days(3)), ["Sign-up is not open yet"]),
    "open": (meeting, ["Open for sign-up", "Sign up"]),
    "full": (full, ["The meeting is full", "Join the waiting list"]),
    "closed": (lambda: meeting(signup_closes=timezone.now() - HOUR), ["Sign-up has closed"]),
    "live": (lambda: meeting(**in_hours(-1)), ["The meeting is going on now"]),
    "ended": (lambda: meeting(**in_hours(-48)), ["The meeting is over", "Give input"]),
    "summarised": (
        lambda: meeting(**in_hours(-48), summary=[("text", "<p>Vi ble enige.</p>")]),
        ["The summary is published.", "What came of the meeting"],
    ),
    "cancelled": (cancelled, ["The meeting is cancelled"]),
}


@pytest.mark.parametrize("state", STATES)
def test_meeting_page_says_its_state(client, state):
    make, sentences = STATES[state]

    response = client.get(make().url)

    assert response.status_code == 200
    assert len(headings(response)) == 1
    assert [s for s in sentences if nb(s) not in words(response)] == []


def test_meeting_page_offers_sign_up_only_while_it_is_taken(client):
    takes = {
        state: f"{page.url}pamelding/" in client.get(page.url).content.decode()
        for state, page in ((state, make()) for state, (make, _said) in STATES.items())
    }

    assert [state for state, offered in takes.items() if offered] == ["open", "full"]


def test_cancelled_meeting_says_why(client):
    assert "Møteleder er syk." in words(client.get(cancelled().url))


def test_announced_meeting_says_when_sign_up_opens(client):
    workshop = meeting(signup_opens=in_days(3, 12, 0))

    assert "12.00" in words(client.get(f"{workshop.url}plasser/"))


def test_open_meeting_shows_seats_left(client):
    workshop = meeting(video_capacity=3)
    SignUpFactory(workshop=workshop)

    assert "2" in re.search(r"(\d+) [\w ]+ av 3|(\d+) places left of 3", words(client.get(workshop.url)))[0]


def test_full_meeting_shows_the_length_of_the_waiting_list(client):
    page = words(client.get(full().url))

    assert nb("%(n)s waiting", n=2) in page


def test_full_meeting_promises_no_mail_when_places_are_given_no_more(client):
    workshop = full()
    sentences = [
        "You can join the waiting list. We write to you if you get a place.",
        "You can join the waiting list, but no more places are given by mail.",
    ]

    before = words(client.get(workshop.url))
    WorkshopPage.objects.update(**in_hours(1))
    after = words(client.get(f"{workshop.url}plasser/"))

    assert [nb(sentence) in before for sentence in sentences] == [True, False]
    assert [nb(sentence) in after for sentence in sentences] == [False, True]


def test_meeting_both_ways_shows_each(client):
    workshop = meeting(format="both", place="Rådhuset", room_capacity=1, video_capacity=None)
    SignUpFactory(workshop=workshop, attendance="room")

    page = words(client.get(workshop.url))

    assert f"{nb('In the room')} {nb('Full')}" in page
    assert f"{nb('On video')} {nb('Room for everyone')}" in page


def test_seats_are_a_fragment_that_is_never_cached(client):
    response = client.get(f"{meeting().url}plasser/")

    assert "<html" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_page_refreshes_its_seats_until_the_meeting_is_over(client):
    coming, gone = meeting(), meeting(**in_hours(-48))

    assert f'data-refresh-url="{coming.url}plasser/"' in client.get(coming.url).content.decode()
    assert "data-refresh-url" not in client.get(gone.url).content.decode()


def test_agenda_has_clock_times_counted_from_the_start(client):
    items = [
        {"title": "Velkommen", "minutes": 10, "presenter": "Prosjektleder", "text": ""},
        {"title": "Skissen", "minutes": 20, "presenter": "", "text": ""},
    ]
    workshop = meeting(agenda=[("part", {"title": "Kommunen presenterer", "items": items})])

    page = words(client.get(workshop.url))

    assert "08.30–08.40" in page
    assert "08.40–09.00" in page
    assert "Kommunen presenterer" in page


def test_questions_and_public_input_are_shown(client):
    workshop = meeting()
    QuestionFactory(page=workshop, text="Hvilken rolle kan du ta?")
    InputFactory(page=workshop, text="Vi kan reparere sykler.")
    InputFactory(page=workshop, text="Bare til kommunen.", visibility="municipality")

    page = words(client.get(workshop.url))

    assert "Hvilken rolle kan du ta?" in page
    assert "Vi kan reparere sykler." in page
    assert "Bare til kommunen." not in page


def structured(client, workshop):
    html = client.get(workshop.url).content.decode()
    found = [
        json.loads(text)
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    ]
    found = [each for one in found for each in (one if isinstance(one, list) else [one])]
    return next(each for each in found if each["@type"] == "Event")


def test_event_data_tells_public_facts(client):
    workshop = meeting(format="both", place="Rådhuset", address="Katrineåsveien 20")

    event = structured(client, workshop)

    assert event["name"] == workshop.title
    assert event["startDate"] == timezone.localtime(workshop.start).isoformat()
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert event["location"][0] == {"@type": "Place", "name": "Rådhuset", "address": "Katrineåsveien 20"}
    assert event["location"][1]["url"] == event["url"] == f"http://testserver{workshop.url}"


def test_event_data_tells_of_a_cancelled_meeting(client):
    assert structured(client, cancelled())["eventStatus"] == "https://schema.org/EventCancelled"


@pytest.mark.parametrize("state", STATES)
def test_video_link_is_in_nothing_public(client, state):
    page = STATES[state][0]()
    signup = SignUpFactory(workshop=page, status=SignUp.Status.WAITING)
    addresses = [
        "/",
        page.url,
        page.get_parent().url,
        f"{page.url}plasser/",
        f"{page.url}kalender.ics",
        f"{page.url}pamelding/",
        f"{page.url}pamelding-mottatt/",
        f"{page.url}innspill/",
        "/kalender/moter.ics",
        "/sok/?q=dialogmøte",
        signup.get_absolute_url(),
        f"/kalender/min/{signup.token}.ics",
        f"{signup.get_absolute_url()}kalender.ics",
    ]

    leaks = [address for address in addresses if b"video.example" in client.get(address).content]

    assert leaks == []


def test_calendar_file_holds_the_meeting(client):
    workshop = meeting()

    response = client.get(f"{workshop.url}kalender.ics")

    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["SUMMARY"] == workshop.title
    assert event.decoded("DTSTART") == workshop.start


def test_calendar_file_of_what_is_no_meeting_is_404(client):
    meeting()

    assert client.get("/dialogmoter/kalender.ics").status_code == 404
    assert client.get("/finnes/ikke/kalender.ics").status_code == 404


def test_unpublished_meeting_is_404_everywhere(client):
    workshop = meeting(live=False)

    found = [
        a
        for a in ("", "plasser/", "pamelding/", "innspill/", "kalender.ics")
        if client.get(f"{workshop.url or '/dialogmoter/' + workshop.slug + '/'}{a}").status_code != 404
    ]

    assert found == []


def test_feed_holds_public_meetings_once(client):
    first, second = meeting(), cancelled()
    meeting(live=False)

    events = Calendar.from_ical(client.get("/kalender/moter.ics").content).walk("VEVENT")

    assert {str(event["SUMMARY"]): str(event["STATUS"]) for event in events} == {
        first.title: "CONFIRMED",
        second.title: "CANCELLED",
    }


def index():
    return WorkshopIndexPage.objects.get().url


def test_index_tells_coming_from_past(client):
    coming, gone = meeting(), meeting(**in_hours(-48))

    response = client.get(index())

    before, after = words(response).split(nb("Meetings that have been"))
    assert coming.title in before
    assert gone.title in after
    assert len(headings(response)) == 1


def test_empty_index_says_so(client):
    meeting().delete()

    assert nb(
        "No meeting is planned right now. New ones are announced here and in the calendar below."
    ) in words(client.get(index()))


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("rows", [1, 3])
def test_meeting_page_costs_the_same_whatever_it_holds(client, rows):
    workshop = meeting()
    for _row in range(rows):
        SignUpFactory(workshop=workshop)
        QuestionFactory(page=workshop)
        InputFactory(page=workshop)

    assert queries(client, workshop.url) <= 16


@pytest.mark.parametrize("rows", [1, 3])
def test_index_costs_the_same_whatever_it_holds(client, rows):
    for _row in range(rows):
        SignUpFactory(workshop=meeting())
        meeting(**in_hours(-48))

    assert queries(client, index()) <= 12


def test_translation_shows_the_facts_of_the_original(client, english):
    original = meeting(video_capacity=1, format="both", place="Rådhuset", room_capacity=0)
    translation = english(original, title="Dialogue meeting")
    SignUpFactory(workshop=original)

    page = words(client.get(translation.url))

    assert "The meeting is full" in page
    assert "Rådhuset" in page
    assert f"{translation.url}pamelding/" in client.get(translation.url).content.decode()


def test_next_meeting_is_on_the_front_page(client):
    coming = meeting()
    meeting(start=in_days(20))

    page = words(client.get("/"))

    assert coming.title in page
    assert nb("Open for sign-up") in page


def test_front_page_passes_over_a_cancelled_meeting(client):
    workshop = cancelled()

    assert workshop.title not in words(client.get("/"))


def test_english_front_page_passes_over_the_translation_of_a_cancelled_meeting(client, english):
    translation = english(cancelled(), title="Dialogue meeting")

    assert translation.title not in words(client.get("/en/"))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (meeting, ""),
        (cancelled, " · Avlyst"),
        (lambda: meeting(start=in_days(-2)), " · Avsluttet"),
    ],
)
def test_search_says_when_a_meeting_is_and_whether_it_is_held(client, make, said):
    workshop = make()
    insert_or_update_object(workshop)

    page = words(client.get("/sok/", {"q": workshop.title}))

    day = date_format(timezone.localtime(workshop.start), "DATE_FORMAT")
    assert f"{day}{said} {workshop.title}" in page


def test_search_says_of_a_translation_that_its_meeting_is_cancelled(client, english):
    translation = english(cancelled(), title="Dialogue meeting")
    insert_or_update_object(translation)

    assert "· Cancelled Dialogue meeting" in words(client.get("/en/sok/", {"q": "dialogue"}))
