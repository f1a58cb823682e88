"""Calendar files (RFC 5545): entries in Norwegian time, and whom they are for.

A thing has one UID for ever, so that a calendar that meets it in several files keeps one entry. Of two files
the one with the higher SEQUENCE counts, and of the same SEQUENCE the later one.
"""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

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


def new_event(uid, *, sequence, start, end, summary, cancelled=False):
    """An entry that takes one's time, or that is called off."""
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", start.astimezone(OSLO))
    event.add("dtend", end.astimezone(OSLO))
    event.add("summary", summary)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    return event


def add_people(event, *, email, name, answer, organiser=""):
    """Say whom the entry is for, with what they have answered (PARTSTAT), and who calls.

    The organiser's address is the one that letters come from, as calendars want it. Answers are given on the
    portal's own pages: nobody reads what a calendar sends.
    """
    event["organizer"] = vCalAddress(f"mailto:{_sender_address()}")
    event["organizer"].params["CN"] = vText(organiser or settings.WAGTAIL_SITE_NAME)
    attendee = vCalAddress(f"mailto:{email}")
    attendee.params["CN"] = vText(name or email)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText(answer)
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee)


def calendar_file(events, method, *, product):
    """The file: "REQUEST" and "CANCEL" for letters, "PUBLISH" to download. `product` names the subject."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Omigjen//{product}//NO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(Timezone.from_ical(OSLO_RULES))
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _sender_address():
    return settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">").strip()
