"""What participants are told: each letter in both languages, and none that is no longer true."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from portal.mail import kinds
from portal.mail.models import Letter
from tests.factories import (
    InputFactory,
    PersonFactory,
    SignUpFactory,
    UserFactory,
    WorkshopPageFactory,
    in_days,
)
from workshops.meetings.actions import cancel_meeting
from workshops.signups import actions, plan
from workshops.signups.messages import preview, recipients, send_message, send_test
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db
LINK = "https://video.example/rom"


def seated(**fields):
    person = PersonFactory(email="kari@example.no")
    return SignUpFactory(person=person, name="Kari & <Co>", **fields)


def render(kind, signup, language="nb", **data):
    letter = plan.letter(kind, signup, **data)
    letter.language = language
    return kinds.render(letter)


def event_of(rendered):
    (event,) = Calendar.from_ical(rendered.calendar).walk("VEVENT")
    return event


def method_of(rendered):
    return str(Calendar.from_ical(rendered.calendar)["method"])


def soon(**fields):
    start = timezone.now() + timedelta(hours=5)
    return {"workshop__start": start, "workshop__end": start + timedelta(hours=1), **fields}


ALWAYS = [
    (plan.CONFIRMATION, {}),
    (plan.LINK, {}),
    (plan.LINK_AGAIN, {}),
    (plan.REMINDER, {}),
    (plan.PROMOTED, {}),
    (plan.ALREADY, {}),
    (plan.THANKS, {}),
    (plan.CHANGED, {"changes": ["link"], "was": {"link": ""}}),
    (plan.MESSAGE, {"subject": "Parkering 100 %", "text": "Det er **plass** <script>", "workshop": 1}),
]


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize(("kind", "data"), ALWAYS)
def test_letter_says_its_meeting_in_text_and_html(kind, data, language):
    signup = seated(workshop__title="Ombruk & <fest>", workshop__video_link=LINK)

    rendered = render(kind, signup, language, **data)

    assert signup.get_absolute_url() in rendered.text
    assert (
        f'href="http://testserver/{"en/" if language == "en" else ""}pamelding/{signup.token}/"'
        in rendered.html
    )
    assert "&lt;fest&gt;" in rendered.html
    assert "<fest>" not in rendered.html
    assert "<script>" not in rendered.html


@pytest.mark.parametrize(("kind", "data"), ALWAYS)
def test_letter_is_not_sent_to_who_has_cancelled(kind, data):
    signup = seated(status=SignUp.Status.CANCELLED, workshop__video_link=LINK)

    assert render(kind, signup, **data) is None


@pytest.mark.parametrize(("kind", "data"), ALWAYS[:-1])
def test_letter_is_not_sent_about_a_cancelled_meeting(kind, data):
    signup = seated(workshop__video_link=LINK)
    cancel_meeting(signup.workshop, reason="Sykdom", by=UserFactory())

    rendered = render(kind, signup, **data)

    assert rendered is None or kind == plan.ALREADY


def test_confirmation_has_answers_and_a_request_without_the_link():
    signup = seated(workshop__video_link=LINK)
    signup.inputs.add(InputFactory(question_text="Hva trenger dere?", text="Et verksted"))

    rendered = render(plan.CONFIRMATION, signup)

    assert "Hva trenger dere?" in rendered.text
    assert "Et verksted" in rendered.html
    assert LINK not in rendered.text + rendered.html + rendered.calendar
    assert method_of(rendered) == "REQUEST"
    assert str(event_of(rendered)["attendee"]) == "mailto:kari@example.no"


def test_confirmation_on_the_waiting_list_tells_the_number_and_has_no_calendar_entry():
    workshop = WorkshopPageFactory(video_capacity=0)
    people = [
        actions.sign_up(workshop, person=PersonFactory(), name="A", attendance="video") for _ in range(3)
    ]

    rendered = render(plan.CONFIRMATION, people[2])

    assert "3" in rendered.text
    assert rendered.calendar == ""


@pytest.mark.parametrize("kind", [plan.LINK, plan.LINK_AGAIN])
def test_link_mail_has_the_link_in_words_and_in_the_calendar(kind):
    rendered = render(kind, seated(**soon(workshop__video_link=LINK)))

    assert LINK in rendered.text
    assert f'href="{LINK}"' in rendered.html
    assert str(event_of(rendered)["location"]) == LINK


@pytest.mark.parametrize(
    "fields",
    [
        {"status": SignUp.Status.WAITING, "workshop__video_link": LINK},
        {
            "attendance": "room",
            "workshop__format": "both",
            "workshop__place": "A",
            "workshop__video_link": LINK,
        },
        {"workshop__video_link": ""},
        {"workshop__video_link": LINK, "workshop__start": in_days(-2)},
    ],
)
def test_link_mail_goes_to_nobody_else(fields):
    assert render(plan.LINK, seated(**fields)) is None


def test_signed_off_cancels_the_calendar_entry_of_this_person_only():
    signup = actions.cancel_sign_up(seated())

    rendered = kinds.render(Letter.objects.get(kind=plan.SIGNED_OFF))
    event = event_of(rendered)

    assert method_of(rendered) == "CANCEL"
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)
    assert str(event["attendee"]) == f"mailto:{signup.person.email}"


def test_signed_off_from_the_waiting_list_has_no_calendar_part():
    actions.cancel_sign_up(seated(status=SignUp.Status.WAITING))

    assert kinds.render(Letter.objects.get(kind=plan.SIGNED_OFF)).calendar == ""


def test_personal_links_lists_every_meeting_still_open_for_input():
    person = PersonFactory()
    coming = SignUpFactory(person=person)
    ended = SignUpFactory(person=person, workshop__start=in_days(-5))
    old = SignUpFactory(person=person, workshop__start=in_days(-60))

    actions.resend_links(person.email, language="nb")
    text = kinds.render(Letter.objects.get()).text

    assert [signup.token in text for signup in (coming, ended, old)] == [True, True, False]


def test_thanks_is_for_those_who_came_or_were_not_noted():
    statuses = ["registered", "attended", "absent", "waiting"]
    past = {"workshop__start": in_days(-1)}

    sent = [render(plan.THANKS, SignUpFactory(status=status, **past)) is not None for status in statuses]

    assert sent == [True, True, False, False]


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("all", ["room", "video", "waits"]),
        ("seated", ["room", "video"]),
        ("waiting", ["waits"]),
        ("room", ["room"]),
        ("video", ["video"]),
    ],
)
def test_message_goes_to_its_audience_once(audience, expected):
    workshop = WorkshopPageFactory(format="both", place="Kinoveien 8")
    for name, fields in {
        "room": {"attendance": "room"},
        "video": {"attendance": "video"},
        "waits": {"status": "waiting"},
        "left": {"status": "cancelled"},
    }.items():
        SignUpFactory(workshop=workshop, name=name, **fields)
    message = {"subject": "Parkering", "text": "Ta buss", "audience": audience, "by": UserFactory()}

    sent = [send_message(workshop, **message, key="one"), send_message(workshop, **message, key="one")]

    assert sorted(recipients(workshop, audience).values_list("name", flat=True)) == expected
    assert sent == [len(expected), 0]
    assert Letter.objects.count() == len(expected)


def test_message_preview_writes_nothing_and_test_goes_to_the_writer():
    workshop, coordinator = WorkshopPageFactory(), UserFactory()
    message = {"subject": "Husk\nBcc: a@b.c", "text": "- en\n- to\n\n[x](javascript:alert(1))"}

    shown = preview(workshop, **message, language="nb")
    written = Letter.objects.count()
    letter = send_test(workshop, **message, by=coordinator)

    assert (shown.subject, written, letter.to) == ("Husk Bcc: a@b.c", 0, coordinator.email)
    assert "<li>en</li>" in shown.html
    assert 'href="javascript' not in shown.html
    test = "Du får dette som en test"
    assert (test in shown.text, test in kinds.render(letter).text) == (False, True)
