"""The letters about a group's meetings. Each tells the truth of the moment it is sent, or isn't sent.

They carry the video link and what is said in the group, so their words are their readers' alone.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from home.addresses import absolute
from partners.groups.models import GroupMember
from partners.minutes.calendar import meeting_file, withdrawn_file
from partners.minutes.models import AgendaItem, GroupMeeting, MarkedLine
from partners.people.models import User
from portal.mail import outbox
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

CALLED = "minutes.called"
CHANGED = "minutes.changed"
CANCELLED = "minutes.cancelled"
WITHDRAWN = "minutes.withdrawn"
REMINDER = "minutes.reminder"
MINUTES = "minutes.approved"
BEFORE = (CALLED, CHANGED, REMINDER)
REMINDED_AT = time(9)

NAMES = {
    CALLED: gettext_lazy("Called to a group’s meeting"),
    CHANGED: gettext_lazy("A group’s meeting is changed"),
    CANCELLED: gettext_lazy("A group’s meeting is cancelled"),
    WITHDRAWN: gettext_lazy("A group’s meeting is taken out of the calendar of who has left"),
    REMINDER: gettext_lazy("Reminder of a group’s meeting"),
    MINUTES: gettext_lazy("Minutes of a group’s meeting"),
}

TOPICS = [
    (
        Topic(
            "minutes.meetings",
            gettext_lazy("Meetings of your working groups"),
            gettext_lazy("When a meeting is called, changed or cancelled."),
            order=83,
            needed=gettext_lazy("Without them you could stand before a closed door, or miss the meeting."),
        ),
        [CALLED, CHANGED, CANCELLED, WITHDRAWN],
    ),
    (
        Topic(
            "minutes.reminder",
            gettext_lazy("Reminders of your working groups’ meetings"),
            gettext_lazy("The day before a meeting."),
            order=54,
        ),
        [REMINDER],
    ),
    (
        Topic(
            "minutes.minutes",
            gettext_lazy("Minutes of your working groups’ meetings"),
            gettext_lazy("When they are approved, with what was decided and who does what."),
            order=55,
        ),
        [MINUTES],
    ),
]


def about(meeting):
    """What a meeting's letters in the outbox are about."""
    return f"group_meeting:{meeting.pk}"


def write_called(meeting):
    """To everyone in the group who can act, and for each a reminder the day before; not for what is over."""
    if not meeting.is_over:
        outbox.write_many([*_drafts(meeting, CALLED), *_reminders(meeting)])


def write_changed(meeting):
    """Correct everyone's calendar; what waited to be sent of the meeting as it was is taken back."""
    outbox.void(about=about(meeting), kinds=BEFORE)
    if not meeting.is_over:
        outbox.write_many([*_drafts(meeting, CHANGED), *_reminders(meeting)])


def write_cancelled(meeting):
    outbox.void(about=about(meeting), kinds=BEFORE)
    if not meeting.is_over:
        outbox.write_many(_drafts(meeting, CANCELLED))


def write_joined(member):
    """To one who came into the group: the invitation to each meeting to come, and its reminder."""
    for meeting in member.group.meetings.coming().defer("state"):
        outbox.write_many([*_drafts(meeting, CALLED, [member]), *_reminders(meeting, [member])])


def write_withdrawn(group, user):
    """To one who is out of the group: each meeting to come leaves their calendar."""
    now = timezone.now()
    outbox.write_many(
        outbox.draft(
            WITHDRAWN,
            to=user.email,
            data={"meeting": meeting.pk, "user": user.pk},
            dedupe_key=f"{WITHDRAWN}:{meeting.pk}:{user.pk}:{now.timestamp()}",
            about=about(meeting),
            language=user.language or "nb",
        )
        for meeting in group.meetings.coming().defer("state")
    )


def write_minutes(meeting):
    outbox.write_many(_drafts(meeting, MINUTES))


def _reminders(meeting, members=None):
    """At nine in the morning of the day before, Norwegian time; none when that is past."""
    day = timezone.localdate(meeting.start) - timedelta(days=1)
    due = timezone.make_aware(datetime.combine(day, REMINDED_AT))
    return _drafts(meeting, REMINDER, members, send_after=due) if due > timezone.now() else []


def _drafts(meeting, kind, members=None, **options):
    """One to each of `members`, or to everyone in the group who can act."""
    if members is None:
        members = meeting.group.members.at_hand().select_related("user").order_by("pk")
    return [
        outbox.draft(
            kind,
            to=member.user.email,
            data={"meeting": meeting.pk, "member": member.pk, "sequence": meeting.sequence},
            dedupe_key=f"{kind}:{meeting.pk}:{member.pk}:{meeting.sequence}",
            about=about(meeting),
            language=member.language,
            **options,
        )
        for member in members
    ]


def _meeting_of(letter):
    meetings = GroupMeeting.objects.select_related("group", "found_by").defer("state")
    return meetings.filter(pk=letter.data["meeting"]).first()


def _told(letter, subject, template, *, method=None, **context):
    """A letter about a meeting as it is now; None for who has left, or when a later letter says more."""
    meeting = _meeting_of(letter)
    member = GroupMember.objects.select_related("user").filter(pk=letter.data["member"]).first()
    if meeting is None or member is None or member.group_id != meeting.group_id:
        return None
    if letter.kind != MINUTES and (meeting.sequence != letter.data["sequence"] or meeting.is_over):
        return None
    answer = meeting.answers.filter(user=member.user_id).first()
    with override(letter.language):
        url = absolute(meeting.get_absolute_url())
    named = {"title": meeting.title, "name": meeting.group.name}
    return Composed(
        subject=subject % named,
        template=f"minutes/{template}",
        context={"meeting": meeting, "group": meeting.group, "answer": answer, "url": url} | context,
        calendar=method and meeting_file(meeting, method, user=member.user, comes=answer and answer.comes),
        calendar_method=method,
        why=_("You get this because of your place in the working group %(name)s.") % named,
    )


def compose_called(letter):
    return _told(letter, _("Meeting of %(name)s: %(title)s"), "called", method="REQUEST", **_agenda(letter))


def compose_changed(letter):
    return _told(letter, _("Changed meeting: %(title)s"), "changed", method="REQUEST", **_agenda(letter))


def compose_cancelled(letter):
    return _told(letter, _("Cancelled meeting: %(title)s"), "cancelled", method="CANCEL")


def compose_withdrawn(letter):
    """Nothing to who is in the group again. What the meeting is about is not theirs to know any more."""
    meeting = _meeting_of(letter)
    user = User.objects.filter(pk=letter.data["user"]).first()
    if meeting is None or user is None or meeting.is_over:
        return None
    if meeting.group.members.filter(user=user).exists():
        return None
    named = {"name": meeting.group.name}
    return Composed(
        subject=_("Taken out of your calendar: meeting of %(name)s") % named,
        template="minutes/withdrawn",
        context={"meeting": meeting, "group": meeting.group},
        calendar=withdrawn_file(meeting, user=user),
        calendar_method="CANCEL",
        why=_("You get this because you were called to the meeting of the working group %(name)s.") % named,
    )


def compose_reminder(letter):
    """Nothing when it is today by now, or nobody is at work in the group any more."""
    meeting = _meeting_of(letter)
    if not meeting or not meeting.group.is_active:
        return None
    if timezone.localdate(meeting.start) <= timezone.localdate():
        return None
    return _told(letter, _("Tomorrow: %(title)s"), "reminder", **_agenda(letter))


def _agenda(letter):
    return {"agenda": list(AgendaItem.objects.filter(meeting=letter.data["meeting"]).select_related("who"))}


def compose_minutes(letter):
    """What was decided, who does what, and the minutes whole."""
    marked = MarkedLine.objects.filter(meeting=letter.data["meeting"])
    return _told(
        letter,
        _("Minutes of %(title)s"),
        "minutes",
        decisions=[line for line in marked if line.kind == MarkedLine.Kind.DECISION],
        tasks=[line for line in marked if line.kind == MarkedLine.Kind.TASK],
    )


PRIVATE_COMPOSERS = {
    CALLED: compose_called,
    CHANGED: compose_changed,
    CANCELLED: compose_cancelled,
    WITHDRAWN: compose_withdrawn,
    REMINDER: compose_reminder,
    MINUTES: compose_minutes,
}
