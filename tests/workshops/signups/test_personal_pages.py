"""A signed-up person's own page, calendar and input."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from partners.inputs.models import Input
from tests.factories import (
    InputFactory,
    QuestionFactory,
    SignUpFactory,
    UserFactory,
    WorkshopPageFactory,
    in_days,
)
from tests.workshops.pages import headings, nb, words
from workshops.meetings.actions import move_meeting
from workshops.meetings.models import WorkshopState
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LINK = "https://video.example/secret"


def signed_up(starts_in=48, **fields):
    """Somebody with a seat at a meeting that starts in so many hours."""
    start = timezone.now() + starts_in * HOUR
    both = {"format": "both", "place": "Rådhuset"} if fields.pop("both", False) else {}
    workshop = WorkshopPageFactory(
        start=start, end=start + 2 * HOUR, video_link=LINK, video_capacity=1, **both
    )
    return SignUpFactory(workshop=workshop, **fields)


def cancel_meeting(signup):
    state = signup.workshop.state
    state.cancelled_at, state.cancellation_reason = timezone.now(), "Møteleder er syk."
    state.save()


def show(client, signup):
    return client.get(signup.get_absolute_url())


def test_page_is_kept_from_caches_referrers_and_search_engines(client):
    response = show(client, signed_up())

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "strict-origin"
    assert len(headings(response)) == 1


@pytest.mark.parametrize(
    "address",
    [
        "/pamelding/{token}/",
        "/pamelding/{token}/endre/",
        "/pamelding/{token}/avbestill/",
        "/pamelding/{token}/kalender.ics",
        "/kalender/min/{token}.ics",
        "/en/pamelding/{token}/",
    ],
)
def test_wrong_token_is_not_found(client, address):
    token = signed_up().token

    assert client.get(address.format(token=token)).status_code == 200
    assert client.get(address.format(token=token[:-1] + "*")).status_code == 404
    assert client.get(address.format(token="x" * 32)).status_code == 404


def test_seated_person_has_a_place(client):
    assert nb("You have a place") in words(show(client, signed_up()))


def test_waiting_person_sees_the_place_in_the_line(client):
    first = signed_up(status=SignUp.Status.WAITING)
    SignUpFactory(workshop=first.workshop)
    second = SignUpFactory(workshop=first.workshop, status=SignUp.Status.WAITING)

    assert nb("You are number %(number)s on the waiting list", number=1) in words(show(client, first))
    assert nb("You are number %(number)s on the waiting list", number=2) in words(show(client, second))


def test_cancelled_sign_up_says_so_and_offers_another(client):
    page = words(show(client, signed_up(status=SignUp.Status.CANCELLED)))

    assert nb("You have signed off from this meeting") in page
    assert nb("Sign up again") in page


def test_cancelled_meeting_says_so_with_the_reason(client):
    signup = signed_up()
    cancel_meeting(signup)

    page = words(show(client, signup))

    assert nb("The meeting is cancelled") in page
    assert "Møteleder er syk." in page
    assert nb("I can't come") not in page


def test_video_link_is_shown_from_its_time_until_the_end(client):
    times = {hours: LINK in show(client, signed_up(hours)).content.decode() for hours in (25, 23, -1, -3)}

    assert times == {25: False, 23: True, -1: True, -3: False}


def test_video_link_is_for_those_with_a_place_on_video(client):
    signups = {
        "waiting": signed_up(1, status=SignUp.Status.WAITING),
        "cancelled": signed_up(1, status=SignUp.Status.CANCELLED),
        "in the room": signed_up(1, both=True, attendance=SignUp.Attendance.ROOM),
    }
    called_off = signed_up(1)
    cancel_meeting(called_off)

    seen = [
        who
        for who, signup in (signups | {"called off": called_off}).items()
        for address in (
            signup.get_absolute_url(),
            f"{signup.get_absolute_url()}kalender.ics",
            f"/kalender/min/{signup.token}.ics",
        )
        if "video.example" in client.get(address).content.decode()
    ]

    assert seen == []


def test_changes_are_saved(client):
    signup = signed_up()

    response = client.post(
        f"{signup.get_absolute_url()}endre/",
        {
            "name": "Kari N.",
            "on_behalf_of": "business",
            "organisation_name": "Sykkel AS",
            "organisation_number": "",
            "access_needs": "Tolk",
        },
    )

    signup.refresh_from_db()
    assert response.url == signup.get_absolute_url()
    assert (signup.name, signup.organisation_name, signup.access_needs) == ("Kari N.", "Sykkel AS", "Tolk")


def test_bad_change_is_shown_again(client):
    signup = signed_up()

    response = client.post(f"{signup.get_absolute_url()}endre/", {"name": "", "on_behalf_of": "self"})

    assert response.status_code == 422
    assert 'href="#id_name"' in response.content.decode()


def test_change_to_a_full_way_keeps_the_place(client):
    signup = signed_up(both=True, attendance=SignUp.Attendance.ROOM)
    SignUpFactory(workshop=signup.workshop)

    response = client.post(
        f"{signup.get_absolute_url()}endre/",
        {"name": signup.name, "on_behalf_of": "self", "attendance": "video"},
    )

    signup.refresh_from_db()
    assert response.status_code == 422
    assert nb("There is no free place that way. You keep the place you have.") in words(response)
    assert signup.attendance == "room"


def test_cancelling_asks_first_and_twice_is_harmless(client):
    signup = signed_up()
    address = f"{signup.get_absolute_url()}avbestill/"

    asked = client.get(address)
    before = SignUp.objects.get().status
    answers = [client.post(address).status_code for _time in range(2)]

    assert len(headings(asked)) == 1
    assert before == "registered"
    assert answers == [302, 302]
    assert SignUp.objects.get().status == "cancelled"


def test_cancelled_seat_goes_to_the_first_in_line(client):
    signup = signed_up()
    waiting = SignUpFactory(workshop=signup.workshop, status=SignUp.Status.WAITING)

    client.post(f"{signup.get_absolute_url()}avbestill/")

    assert nb("You got a place") in words(show(client, waiting))


def test_promoted_person_can_decline(client):
    signup = signed_up(promoted_at=timezone.now())

    client.post(f"{signup.get_absolute_url()}avbestill/")

    assert nb("You have signed off from this meeting") in words(show(client, signup))


def answer(client, signup, **fields):
    data = {"other": "Husk sykkelparkering.", "visibility": "everyone", "shown_as": "name"} | fields
    return client.post(f"{signup.get_absolute_url()}innspill/", data)


@pytest.mark.parametrize("starts_in", [48, -1, -48])
def test_input_is_given_before_during_and_after(client, starts_in):
    signup = signed_up(starts_in)

    responses = [answer(client, signup) for _time in range(2)]

    assert [response.status_code for response in responses] == [302, 302]
    given = Input.objects.get()
    assert (given.text, given.giver, given.giver_name) == (
        "Husk sykkelparkering.",
        signup.person,
        signup.name,
    )
    assert "Husk sykkelparkering." in words(show(client, signup))


def test_input_after_the_deadline_is_kept_on_the_page(client):
    response = answer(client, signed_up(-24 * 20))

    assert response.status_code == 409
    assert "Husk sykkelparkering." in response.content.decode()
    assert Input.objects.count() == 0


def test_empty_input_is_an_error_in_words(client):
    response = answer(client, signed_up(), other="")

    assert response.status_code == 422
    assert nb("Write what you want to say.") in words(response)


def test_choices_of_name_say_what_they_come_to(client):
    alone, employed = signed_up(name="Kari"), signed_up(name="Ola", organisation_name="Sykkel AS")

    forms = [show(client, signup).content.decode() for signup in (alone, employed)]

    assert ['value="organisation"' in form for form in forms] == [False, True]
    assert "Ola, Sykkel AS</p>" in forms[1]


def test_address_of_the_form_leads_to_the_page(client):
    signup = signed_up()

    response = client.get(f"{signup.get_absolute_url()}innspill/")

    assert (response.status_code, response["Location"]) == (302, signup.get_absolute_url())


def test_own_input_shows_answers_and_who_sees_it(client):
    signup = signed_up()
    QuestionFactory(page=signup.workshop)
    given = InputFactory(
        page=signup.workshop, giver=signup.person, visibility="municipality", status="adopted"
    )
    given.answers.create(status="adopted", text="Ja, det blir sykkelparkering.", by=UserFactory())
    InputFactory(page=signup.workshop, text="Andres ord.")

    page = words(show(client, signup))

    assert given.text in page
    assert "Ja, det blir sykkelparkering." in page
    assert nb("Only the municipality").lower() in page.lower()
    assert "Andres ord." not in page


def test_calendar_file_has_the_link_when_it_is_due(client):
    early, due = signed_up(48), signed_up(2)

    files = [
        client.get(f"{signup.get_absolute_url()}kalender.ics").content.decode() for signup in (early, due)
    ]

    assert ["video.example" in file.replace("\r\n ", "") for file in files] == [False, True]


def test_own_feed_holds_every_meeting_of_the_person(client):
    signup = signed_up()
    other = SignUpFactory(person=signup.person, workshop=WorkshopPageFactory(start=in_days(5)))
    SignUpFactory()

    events = Calendar.from_ical(client.get(f"/kalender/min/{signup.token}.ics").content).walk("VEVENT")

    assert {str(event["SUMMARY"]) for event in events} == {signup.workshop.title, other.workshop.title}


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_whatever_was_said(client, django_assert_max_num_queries, rows):
    signup = signed_up()
    for _row in range(rows):
        QuestionFactory(page=signup.workshop)
        InputFactory(page=signup.workshop, giver=signup.person)
    show(client, signup)

    with django_assert_max_num_queries(14):
        show(client, signup)


def test_page_says_that_the_meeting_was_moved_since_sign_up(client):
    signup = signed_up()
    start = signup.workshop.start + 7 * 24 * HOUR

    move_meeting(signup.workshop, start=start, end=start + HOUR, by=UserFactory())
    later = SignUpFactory(workshop=signup.workshop, status="waiting", created_at=timezone.now())

    notes = [show(client, each).context["standing"].note for each in (signup, later)]
    said = nb("The meeting was moved to another time %(when)s.", when="").split("  ")[0].rstrip(" .")
    assert [said in note for note in notes] == [True, False]


def test_page_says_nothing_of_a_move_when_only_the_link_was_replaced(client):
    signup = signed_up()
    WorkshopState.objects.update(sequence=3)

    assert show(client, signup).context["standing"].note == nb(
        "Say so if you can't come, and your place goes to someone else."
    )
