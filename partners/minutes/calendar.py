"""Calendar entries of a group's meetings, one for each reader: the video link is only in theirs."""

from django.utils.translation import gettext as _

from home.addresses import absolute
from partners.decisions.calendar import uid as uid_of_decision
from partners.minutes.models import MeetingAnswer
from portal.calendars import add_people, calendar_file, new_event

PRODUCT = "Group meetings"
STATUS = {
    MeetingAnswer.Comes.YES: "ACCEPTED",
    MeetingAnswer.Comes.MAYBE: "TENTATIVE",
    MeetingAnswer.Comes.NO: "DECLINED",
}


def uid(meeting):
    """The meeting's UID, the same in every file, for ever; a time that was found keeps the one it had."""
    if meeting.found_by_id:
        return uid_of_decision(meeting.found_by)
    return f"group-meeting-{meeting.client_id}@omigjen"


def meeting_file(meeting, method, *, user, comes=None):
    """The file for one reader: "REQUEST" and "CANCEL" for letters, "PUBLISH" to download."""
    event = _event(meeting, f"{meeting.title} – {meeting.group.name}", cancelled=meeting.is_cancelled)
    page = absolute(meeting.get_absolute_url())
    event.add("location", meeting.place or meeting.video_link)
    lines = [
        meeting.video_link and _("Video link: %(link)s") % {"link": meeting.video_link},
        _("Agenda and minutes: %(page)s") % {"page": page},
    ]
    event.add("description", "\n\n".join(filter(None, lines)))
    event.add("url", page)
    if method != "PUBLISH":
        answer = STATUS.get(comes, "NEEDS-ACTION")
        add_people(event, email=user.email, name=user.name, answer=answer)
    return calendar_file([event], method, product=PRODUCT)


def withdrawn_file(meeting, *, user):
    """Takes the entry from one who is out of the group: of the meeting it says when, and nothing else."""
    event = _event(meeting, meeting.group.name, cancelled=True)
    add_people(event, email=user.email, name=user.name, answer="NEEDS-ACTION")
    return calendar_file([event], "CANCEL", product=PRODUCT)


def _event(meeting, summary, *, cancelled):
    facts = {"sequence": meeting.sequence, "start": meeting.start, "end": meeting.end}
    return new_event(uid(meeting), summary=summary, cancelled=cancelled, **facts)
