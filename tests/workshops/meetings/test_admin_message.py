"""A message to participants: seen as they get it, tested on oneself, sent once."""

import pytest
from django.urls import reverse

from portal.mail.models import Letter
from tests.factories import SignUpFactory, WorkshopPageFactory
from tests.staff import COORDINATORS, signed_in
from workshops.signups import plan
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db

MESSAGE = {"audience": "seated", "subject": "Ta med kopp", "text": "Hei!\n\nVi har **kaffe** <script>."}


@pytest.fixture
def desk(client):
    return signed_in(client, COORDINATORS)


@pytest.fixture
def meeting():
    meeting = WorkshopPageFactory(format="both", place="Slemmestad")
    SignUpFactory(workshop=meeting, attendance="room")
    SignUpFactory(workshop=meeting, attendance="video")
    SignUpFactory(workshop=meeting, status=SignUp.Status.WAITING)
    SignUpFactory(workshop=meeting, status=SignUp.Status.CANCELLED)
    return meeting


def address(meeting):
    return reverse("meetings:message", args=[meeting.pk])


def look(desk, meeting, **changes):
    """The message as seen before it is sent: the form's own fields for the next step."""
    token = desk.get(address(meeting)).context["form"]["token"].value()
    message = MESSAGE | {"token": token} | changes
    seen = desk.post(address(meeting), message | {"step": "preview"})
    return message | {"seen": seen.context["seen"]}, seen


def test_form_says_how_many_each_group_has(desk, meeting):
    choices = dict(desk.get(address(meeting)).context["form"].fields["audience"].choices)

    numbers = {name: label.rpartition("(")[2].rstrip(")") for name, label in choices.items()}
    assert numbers == {"seated": "2", "waiting": "1", "room": "1", "video": "1", "all": "3"}


def test_preview_shows_both_languages_and_sends_nothing(desk, meeting):
    _message, seen = look(desk, meeting)

    assert seen.context["count"] == 2
    assert [code for code, _label, _letter in seen.context["letters"]] == ["nb", "en"]
    for _code, _label, letter in seen.context["letters"]:
        assert f'href="http://testserver{meeting.url}"' in letter.html
        assert "/pamelding/" not in letter.html + letter.text
        assert "<strong>kaffe</strong>" in letter.html
        assert "<script>" not in letter.html
    assert not Letter.objects.exists()


def test_test_goes_to_the_coordinator_only(desk, meeting):
    message, _seen = look(desk, meeting)

    answer = desk.post(address(meeting), message | {"step": "test"})

    assert [letter.to for letter in Letter.objects.all()] == [desk.user.email]
    assert answer.context["form"]["text"].value() == MESSAGE["text"]


def test_sent_twice_from_one_form_goes_out_once(desk, meeting):
    message, _seen = look(desk, meeting)

    for _press in range(2):
        answer = desk.post(address(meeting), message | {"step": "send"})

        assert answer.url == reverse("meetings:desk", args=[meeting.pk])
    assert Letter.objects.filter(kind=plan.MESSAGE).count() == 2


def test_what_was_changed_after_the_look_is_shown_again_before_it_is_sent(desk, meeting):
    message, _seen = look(desk, meeting)

    answer = desk.post(address(meeting), message | {"text": "Noe annet", "step": "send"})

    assert (answer.status_code, answer.context["changed"]) == (200, True)
    assert not Letter.objects.exists()


def test_message_to_nobody_is_refused(desk):
    meeting = WorkshopPageFactory()
    message, _seen = look(desk, meeting)

    answer = desk.post(address(meeting), message | {"step": "send"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["audience"])


def test_bad_message_keeps_what_was_typed(desk, meeting):
    answer = desk.post(
        address(meeting), {"audience": "none", "subject": "", "text": "Mye tekst", "step": "send"}
    )

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"audience", "subject", "token"}
    assert answer.context["form"]["text"].value() == "Mye tekst"


def test_line_break_in_the_subject_is_no_mail_header(desk, meeting):
    message, _seen = look(desk, meeting, subject="Hei\r\nBcc: alle@example.no")

    desk.post(address(meeting), message | {"step": "send"})

    assert {letter.data["subject"] for letter in Letter.objects.all()} == {"Hei Bcc: alle@example.no"}
