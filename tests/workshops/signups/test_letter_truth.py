"""Each letter tells what is true when it is sent: when the link comes, whether places are still given."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.mail import kinds
from portal.mail.models import Letter
from tests.factories import SignUpFactory, WorkshopPageFactory, in_days
from tests.workshops.pages import nb
from workshops.signups import actions, plan
from workshops.signups.models import SignUp

pytestmark = pytest.mark.django_db
LINK = "https://video.example/rom"
OWN_LETTER = "The video link comes in an e-mail of its own, and is on your page."
WHEN_READY = "You get the video link by e-mail as soon as it is ready."
GIVEN_UNTIL = "When a place becomes free, it goes to the first in line, and we write to you."
GIVEN_NO_MORE = "No more places are given by mail now. You can still give your input."


def meeting_in(hours, **fields):
    start = timezone.now() + timedelta(hours=hours)
    return WorkshopPageFactory(start=start, end=start + timedelta(hours=1), **fields)


def text_of(kind, signup, **data):
    return " ".join(kinds.render(plan.letter(kind, signup, **data)).text.split())


def said(text, *sentences):
    return [sentence for sentence in sentences if nb(sentence) in text]


@pytest.mark.parametrize("kind", [plan.CONFIRMATION, plan.PROMOTED, plan.REMINDER])
@pytest.mark.parametrize(
    ("hours", "link", "expected"), [(5, LINK, [OWN_LETTER]), (5, "", [WHEN_READY]), (72, LINK, [])]
)
def test_letter_says_when_the_link_comes(kind, hours, link, expected):
    signup = SignUpFactory(workshop=meeting_in(hours, video_link=link))

    text = text_of(kind, signup)

    assert said(text, OWN_LETTER, WHEN_READY) == expected
    assert ("en time før møtet" in text) == (not expected)


@pytest.mark.parametrize("kind", [plan.CONFIRMATION, plan.PROMOTED, plan.REMINDER])
def test_letter_to_the_room_says_nothing_of_a_link(kind):
    workshop = meeting_in(72, format="both", place="Kinoveien 8")

    text = text_of(kind, SignUpFactory(workshop=workshop, attendance="room"))

    assert "Kinoveien 8" in text
    assert "lenke" not in text.lower()


def test_last_link_letter_says_the_hour_of_the_start():
    signup = SignUpFactory(workshop=meeting_in(1, video_link=LINK))

    text = text_of(plan.LINK_AGAIN, signup)

    assert f"kl. {timezone.localtime(signup.workshop.start):%H.%M}" in text


@pytest.mark.parametrize(("hours", "expected"), [(72, [GIVEN_UNTIL]), (1, [GIVEN_NO_MORE])])
def test_waiting_list_is_told_whether_places_are_still_given(hours, expected):
    signup = SignUpFactory(workshop=meeting_in(hours), status=SignUp.Status.WAITING)

    text = text_of(plan.CONFIRMATION, signup)

    assert said(text, GIVEN_UNTIL, GIVEN_NO_MORE) == expected


@pytest.mark.parametrize("status", [SignUp.Status.REGISTERED, SignUp.Status.WAITING])
def test_who_signs_off_is_told_of_what_they_had(status):
    actions.cancel_sign_up(SignUpFactory(status=status))

    text = " ".join(kinds.render(Letter.objects.get(kind=plan.SIGNED_OFF)).text.split())

    waited = said(text, "You are no longer on the waiting list. Thank you for telling us.")
    assert bool(waited) == (status == SignUp.Status.WAITING)


@pytest.mark.parametrize("closes", [None, -1])
def test_who_signs_off_is_asked_back_only_while_sign_up_is_open(closes):
    workshop = WorkshopPageFactory(signup_closes=closes and in_days(closes))
    actions.cancel_sign_up(SignUpFactory(workshop=workshop))

    text = " ".join(kinds.render(Letter.objects.get(kind=plan.SIGNED_OFF)).text.split())

    again = said(text, "You are welcome to sign up again on the page of the meeting:")
    assert bool(again) == (closes is None)
