"""A time that a poll has found becomes the group's meeting, with the calendar entry that it has already."""

from django.db import transaction
from wagtail.log_actions import log

from partners.decisions.errors import NotNow
from partners.decisions.outcomes import answers_to, hand_over_time
from partners.groups.access import member_of
from partners.groups.actions import locked as locked_group
from partners.groups.errors import Archived
from partners.minutes import letters
from partners.minutes.actions import check
from partners.minutes.agenda import fetch_open_topics
from partners.minutes.errors import MayNot
from partners.minutes.models import GroupMeeting, MeetingAnswer
from partners.minutes.rules import may_call_found
from portal.text import clean_line


@transaction.atomic
def call_found_meeting(decision, *, by, title, place="", video_link=""):
    """Call the meeting of the time that was found, with what is open in the group on its agenda.

    There is one meeting of a poll: again gives the same. What people said of the time is their answer until
    they give another; everyone in the group gets a letter that carries their calendar entry on. Raises
    `MayNot`.
    """
    group = locked_group(decision.group)
    if there := GroupMeeting.objects.filter(found_by=decision).first():
        return there
    try:
        outcome = hand_over_time(decision)
    except (NotNow, Archived):
        raise MayNot from None
    check(may_call_found(member_of(group, by), outcome))
    found = outcome.chosen_option
    meeting = GroupMeeting.objects.create(
        group=group,
        title=clean_line(title),
        start=found.start,
        end=found.end,
        place=clean_line(place),
        video_link=video_link,
        found_by=decision,
        sequence=outcome.sequence,
        created_by=by,
    )
    log(meeting, "partners.meeting.call", user=by, data={"group": group.pk, "decision": decision.pk})
    _take_over_answers(meeting, found)
    fetch_open_topics(meeting, by=by)
    letters.write_called(meeting)
    return meeting


def _take_over_answers(meeting, found):
    members = set(meeting.group.members.values_list("user", flat=True))
    MeetingAnswer.objects.bulk_create(
        MeetingAnswer(meeting=meeting, user_id=user, comes=said)
        for user, said in answers_to(found).items()
        if user in members
    )
