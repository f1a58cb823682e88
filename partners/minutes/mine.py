"""One's own part in a group's meetings: in the copy of one's data, when an account is erased."""

from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import override

from partners.decisions.recording import change_words
from partners.minutes.marks import name_in_words
from partners.minutes.models import (
    AgendaItem,
    Correction,
    GroupMeeting,
    MarkedLine,
    MeetingAnswer,
    MinutesReplica,
    MinutesUpdate,
)
from partners.people.erasing import erases, stays
from partners.people.telling import Chapter, Fact, facts_of, leaves_out, tells


@tells(MeetingAnswer, Correction, MarkedLine, AgendaItem, order=53)
def tell_of_meetings(subject):
    """What they have answered and noted, and what they are to do."""
    user = subject.user
    rows = [
        [Fact("meeting", _("Meeting"), each.meeting.title), *facts_of(each, "comes", "answered_at")]
        for each in MeetingAnswer.objects.filter(user=user).select_related("meeting")
    ]
    rows += [
        [Fact("meeting", _("Meeting"), each.meeting.title), *facts_of(each, "text", "created_at")]
        for each in Correction.objects.filter(author=user).select_related("meeting")
    ]
    rows += [
        [Fact("meeting", _("Meeting"), each.meeting.title), *facts_of(each, "kind", "text", "due")]
        for each in MarkedLine.objects.filter(owner=user).select_related("meeting")
    ]
    rows += [
        [Fact("meeting", _("Meeting"), each.meeting.title), *facts_of(each, "title")]
        for each in AgendaItem.objects.filter(who=user).select_related("meeting")
    ]
    return Chapter("group_meetings", _("Meetings of your working groups"), rows)


leaves_out(GroupMeeting._meta.label, because="A meeting is its group's, whoever called it.")
leaves_out(MinutesUpdate._meta.label, because="The text is written by many; single key strokes say nothing.")
leaves_out(MinutesReplica._meta.label, because="A number for a page that was open; it says nothing of them.")


@erases(MeetingAnswer, Correction, MarkedLine, AgendaItem, MinutesUpdate, MinutesReplica, order=23)
def let_go_of_meetings(subject):
    """Minutes are case documents and stay; who approved, noted or was to do what has no name any more."""
    user = subject.user
    _take_out_name(user)
    MeetingAnswer.objects.filter(user=user).delete()
    GroupMeeting.objects.filter(approved_by=user).update(approved_by=None, approver_name="")
    Correction.objects.filter(author=user).update(author=None, author_name="")
    AgendaItem.objects.filter(who=user).update(who=None)
    MinutesUpdate.objects.filter(author=user).update(author=None)
    MinutesReplica.objects.filter(user=user).update(user=None)


def _take_out_name(user):
    """Where they are named by @ as the one who does something."""
    with override("nb"):
        former = f"@{_('Former participant')}"
    for line in MarkedLine.objects.filter(owner=user).select_related("decision__outcome"):
        named = name_in_words(line.owner_name)
        line.text = named.sub(former, line.text)
        line.owner, line.owner_name = None, ""
        line.save(update_fields=["text", "owner", "owner_name"])
        if line.decision:
            change_words(line.decision, partial(named.sub, former))
        meeting = GroupMeeting.objects.get(pk=line.meeting_id)
        meeting.minutes = named.sub(former, meeting.minutes)
        meeting.save(update_fields=["minutes"])


stays(GroupMeeting._meta.label, because="A meeting goes on; the row forgets who called and approved it.")
