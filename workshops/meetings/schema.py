"""What search engines are told of a meeting in the words of schema.org: never the video link."""

from django.utils import timezone
from django.utils.translation import get_language

from home.addresses import absolute
from home.programme import programme_of

MODES = {"digital": "Online", "on_site": "Offline", "both": "Mixed"}


def event(request, page):
    """The meeting as an Event."""
    facts, programme = page.original, programme_of(request)
    status = "EventCancelled" if facts.desk.cancelled_at else "EventScheduled"
    address = absolute(page.get_url(request))
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": page.title,
        "startDate": timezone.localtime(facts.start).isoformat(),
        "endDate": timezone.localtime(facts.end).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": f"https://schema.org/{MODES[facts.format]}EventAttendanceMode",
        "location": _locations(facts, address),
        "inLanguage": get_language(),
        "isAccessibleForFree": True,
        "organizer": {
            "@type": "GovernmentOrganization",
            "name": programme.owner or programme.name,
            "url": absolute(programme.url),
        },
        "url": address,
    }
    if page.intro:
        data["description"] = page.intro
    if page.sharing_picture:
        data["image"] = [absolute(page.sharing_picture.url)]
    return data


def _locations(facts, address):
    """Where to turn up; for video the page where people sign up, since the link is for them alone."""
    room = {"@type": "Place", "name": facts.place, "address": facts.address or facts.place}
    video = {"@type": "VirtualLocation", "url": address}
    if not facts.has_video:
        return room
    return [room, video] if facts.has_room else video
