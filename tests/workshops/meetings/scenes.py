"""Meetings with people signed up, and the letters they get."""

from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar

from partners.people.actions import person_for
from portal.mail import kinds
from portal.mail.models import Letter
from tests.factories import WorkshopPageFactory
from workshops.meetings.actions import move_meeting
from workshops.meetings.models import WorkshopPage
from workshops.signups.actions import sign_up

OLD, NEW = "https://video.example/old", "https://video.example/new"


def meeting_with(number=1, **facts):
    workshop = WorkshopPageFactory(**facts)
    people = [
        sign_up(
            workshop, person=person_for(f"p{n}@example.no"), name=f"P{n}", attendance=workshop.attendances[-1]
        )
        for n in range(number)
    ]
    return WorkshopPage.objects.get(pk=workshop.pk), people


def soon(hours=5):
    start = timezone.now() + timedelta(hours=hours)
    return {"start": start, "end": start + timedelta(hours=1)}


def letters(kind, **filters):
    return list(Letter.objects.filter(kind=f"workshops.{kind}", **filters).order_by("pk"))


def send(*kind):
    Letter.objects.filter(kind__in=[f"workshops.{each}" for each in kind]).update(
        state=Letter.State.SENT, sent_at=timezone.now()
    )


def sequence_in(letter):
    (event,) = Calendar.from_ical(kinds.render(letter).calendar).walk("VEVENT")
    return event["sequence"]


def move(workshop, start):
    return move_meeting(workshop, start=start, end=start + timedelta(hours=1), by=None)


def schedule(workshop, **facts):
    """Publish new facts of a published meeting in an hour."""
    page = WorkshopPage.objects.get(pk=workshop.pk)
    for name, value in facts.items():
        setattr(page, name, value)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()


def due(kind):
    return [letter.send_after for letter in letters(kind, state=Letter.State.WAITING)]
