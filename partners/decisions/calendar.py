"""The calendar entry of a time that a group has found: one person's own, with the same UID for ever."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

PRODUCT = "-//Omigjen//Decisions//NO"
OSLO = ZoneInfo("Europe/Oslo")
# By rule: calendars that read no lists of dates would be an hour off.
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


def uid(decision):
    """The entry's UID, the same in every file about this decision."""
    return f"decision-{decision.client_id}@omigjen"


def time_file(decision, *, user, start, end, sequence, url, method, has_accepted=False):
    """An invitation ("REQUEST") to one person, or that it is called off ("CANCEL") for this person alone."""
    cancelled = method == "CANCEL"
    event = Event()
    event.add("uid", uid(decision))
    event.add("sequence", sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", start.astimezone(OSLO))
    event.add("dtend", end.astimezone(OSLO))
    event.add("summary", f"{decision.title} ({decision.group.name})")
    event.add("description", "\n\n".join(filter(None, [decision.text, url])))
    event.add("url", url)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    event["organizer"] = _organiser()
    event.add("attendee", _attendee(user, has_accepted=has_accepted))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(Timezone.from_ical(OSLO_RULES))
    calendar.add_component(event)
    return calendar.to_ical()


def _organiser():
    """The address that letters come from: calendars want the organiser to be the sender."""
    address = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">").strip()
    organiser = vCalAddress(f"mailto:{address}")
    organiser.params["CN"] = vText(settings.WAGTAIL_SITE_NAME)
    return organiser


def _attendee(user, *, has_accepted):
    attendee = vCalAddress(f"mailto:{user.email}")
    attendee.params["CN"] = vText(user.name or user.email)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("ACCEPTED" if has_accepted else "NEEDS-ACTION")
    attendee.params["RSVP"] = vText("FALSE")
    return attendee
