"""Calendar files of meetings: public ones without secrets, and each participant's own.

A meeting has one UID in all of them, so that a calendar that meets several keeps one entry.
"""

from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from workshops.signups.models import SignUp
from workshops.signups.rules import may_see_link

PRODUCT = "-//Omigjen//Meetings//NO"
OSLO = ZoneInfo("Europe/Oslo")
# By rule: calendars that read no lists of dates would be an hour off, and a feed would be mostly dates.
OSLO_RULES = """BEGIN:VTIMEZONE
TZID:Europe/Oslo
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


def uid(workshop):
    """The meeting's UID, the same in every file and in every language, for ever."""
    return f"meeting-{workshop.translation_key}@omigjen"


def meeting_file(workshop):
    """The public file of one meeting: no video link, no token."""
    return _file([public_event(workshop)], "PUBLISH")


def meetings_feed(workshops):
    """A public calendar of many meetings to subscribe to."""
    return _file([public_event(workshop) for workshop in workshops], "PUBLISH")


def signup_file(signup, method="PUBLISH", *, link=None):
    """One participant's own file: "REQUEST" and "CANCEL" for letters, "PUBLISH" to download.

    It has the video link from the time the link mail is due, or the `link` given. A CANCEL takes away this
    participant's entry only.
    """
    with override(signup.language):
        event = personal_event(signup, cancelled=method == "CANCEL", link=link)
        if method != "PUBLISH":
            _add_people(event, signup)
        return _file([event], method)


def signups_feed(signups):
    """A participant's own calendar to subscribe to."""
    return _file([personal_event(signup) for signup in signups], "PUBLISH")


def public_event(workshop):
    facts = workshop.original
    event = _event(workshop, sequence=facts.desk.sequence, cancelled=bool(facts.desk.cancelled_at))
    address = urljoin(f"{settings.SITE_URL}/", workshop.url or "")
    event.add("location", facts.where or _("Digital meeting"))
    event.add("description", "\n\n".join(filter(None, [workshop.intro, address])))
    event.add("url", address)
    return event


def personal_event(signup, *, cancelled=False, link=None):
    workshop, desk = signup.workshop, signup.workshop.desk
    cancelled = cancelled or bool(desk.cancelled_at) or signup.status == SignUp.Status.CANCELLED
    event = _event(workshop, sequence=desk.sequence + signup.sequence, cancelled=cancelled)
    if signup.status == SignUp.Status.WAITING and not cancelled:
        event["status"] = vText("TENTATIVE")
    page = urljoin(f"{settings.SITE_URL}/", signup.get_absolute_url())
    if link is None:
        link = desk.video_link if may_see_link(signup) else ""
    on_video = signup.attendance == SignUp.Attendance.VIDEO
    event.add("location", (link or _("Digital meeting")) if on_video else workshop.where)
    lines = [
        workshop.intro,
        link and _("Video link: %(link)s") % {"link": link},
        _("Your sign-up: %(page)s") % {"page": page},
    ]
    event.add("description", "\n\n".join(filter(None, lines)))
    event.add("url", page)
    return event


def _event(workshop, *, sequence, cancelled):
    facts = workshop.original
    event = Event()
    event.add("uid", uid(workshop))
    event.add("sequence", sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", facts.start.astimezone(OSLO))
    event.add("dtend", facts.end.astimezone(OSLO))
    event.add("summary", workshop.title)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    return event


def _add_people(event, signup):
    workshop = signup.workshop
    organiser = vCalAddress(f"mailto:{_sender_address()}")
    organiser.params["CN"] = vText(workshop.contact_name or settings.WAGTAIL_SITE_NAME)
    event["organizer"] = organiser
    attendee = vCalAddress(f"mailto:{signup.person.email}")
    attendee.params["CN"] = vText(signup.name)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee)


def _sender_address():
    """The address that letters come from: calendars want the organiser to be the sender."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">").strip()


def _file(events, method):
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(Timezone.from_ical(OSLO_RULES))
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()
