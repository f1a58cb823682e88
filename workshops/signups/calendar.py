"""Calendar files of meetings: public ones without secrets, and each participant's own.

A meeting has one UID in all of them, so that a calendar that meets several keeps one entry.
"""

from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import vText

from portal.calendars import add_people, calendar_file, new_event
from workshops.signups.models import SignUp
from workshops.signups.rules import may_see_link

PRODUCT = "Meetings"


def uid(workshop):
    """The meeting's UID, the same in every file and in every language, for ever."""
    return f"meeting-{workshop.translation_key}@omigjen"


def meeting_file(workshop):
    """The public file of one meeting: no video link, no token."""
    return calendar_file([public_event(workshop)], "PUBLISH", product=PRODUCT)


def meetings_feed(workshops):
    """A public calendar of many meetings to subscribe to."""
    return calendar_file([public_event(workshop) for workshop in workshops], "PUBLISH", product=PRODUCT)


def signup_file(signup, method="PUBLISH", *, link=None):
    """One participant's own file: "REQUEST" and "CANCEL" for letters, "PUBLISH" to download.

    It has the video link from the time the link mail is due, or the `link` given. A CANCEL takes away this
    participant's entry only.
    """
    with override(signup.language):
        event = personal_event(signup, cancelled=method == "CANCEL", link=link)
        if method != "PUBLISH":
            add_people(
                event,
                email=signup.person.email,
                name=signup.name,
                answer="ACCEPTED",
                organiser=signup.workshop.contact_name,
            )
        return calendar_file([event], method, product=PRODUCT)


def signups_feed(signups):
    """A participant's own calendar to subscribe to."""
    return calendar_file([personal_event(signup) for signup in signups], "PUBLISH", product=PRODUCT)


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
    return new_event(
        uid(workshop),
        sequence=sequence,
        start=facts.start,
        end=facts.end,
        summary=workshop.title,
        cancelled=cancelled,
    )
