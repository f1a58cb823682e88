"""Calendar entries of a group's meetings, one for each reader: the video link is only in theirs."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from home.addresses import absolute
from partners.minutes.models import MeetingAnswer

OSLO = ZoneInfo("Europe/Oslo")
STATUS = {
    MeetingAnswer.Comes.YES: "ACCEPTED",
    MeetingAnswer.Comes.MAYBE: "TENTATIVE",
    MeetingAnswer.Comes.NO: "DECLINED",
}


def uid(meeting):
    """The meeting's UID, the same in every file, for ever."""
    return f"group-meeting-{meeting.client_id}@omigjen"


def meeting_file(meeting, method, *, user, comes=None):
    """The file for one reader: "REQUEST" and "CANCEL" for letters, "PUBLISH" to download."""
    calendar = Calendar()
    calendar.add("prodid", "-//Omigjen//Group meetings//NO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    event = _event(meeting)
    if method != "PUBLISH":
        _add_people(event, user, comes)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(meeting):
    event = Event()
    event.add("uid", uid(meeting))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", meeting.start.astimezone(OSLO))
    event.add("dtend", meeting.end.astimezone(OSLO))
    event.add("summary", f"{meeting.title} – {meeting.group.name}")
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if meeting.is_cancelled else "OPAQUE")
    page = absolute(meeting.get_absolute_url())
    event.add("location", meeting.place or meeting.video_link)
    lines = [
        meeting.video_link and _("Video link: %(link)s") % {"link": meeting.video_link},
        _("Agenda and minutes: %(page)s") % {"page": page},
    ]
    event.add("description", "\n\n".join(filter(None, lines)))
    event.add("url", page)
    return event


def _add_people(event, user, comes):
    organiser = vCalAddress(f"mailto:{_sender_address()}")
    organiser.params["CN"] = vText(settings.WAGTAIL_SITE_NAME)
    event["organizer"] = organiser
    attendee = vCalAddress(f"mailto:{user.email}")
    attendee.params["CN"] = vText(user.name or user.email)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText(STATUS.get(comes, "NEEDS-ACTION"))
    # Answers are given on the page: nobody reads what a calendar sends.
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee)


def _sender_address():
    """The address that letters come from: calendars want the organiser to be the sender."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">").strip()
