"""Meetings of a group that the table of permissions asks for: one being written of, one approved."""

from partners.decisions.actions import close_decision
from partners.decisions.outcomes import write_outcome
from partners.minutes.approving import approve_minutes
from partners.minutes.live import MINUTES
from tests.factories import (
    AgendaItemFactory,
    GroupMeetingFactory,
    GroupMemberFactory,
    WorkingGroupFactory,
    in_days,
    make_decision,
)

OF_MEETING = ("group_meeting", "group_meeting_change", "group_meeting_cancel", "group_meeting_answer")
OF_MEETING += ("group_meeting_calendar", "agenda_new", "agenda_fetch", "minutes", "minutes_update")
OF_MEETING += ("minutes_missed", "minutes_marked", "minutes_approve", "minutes_correct")
APPROVED = ("group_meeting_change", "minutes", "minutes_approve", "minutes_correct")
OF_ITEM = ("agenda_change", "agenda_move", "agenda_remove")


def _found(group, *, by):
    """A poll that has found a time."""
    times = [{"start": in_days(9 + n), "end": in_days(9 + n, hour=10)} for n in range(2)]
    poll = close_decision(make_decision(group, kind="times", by=by, options=times), by=by)
    write_outcome(poll, text="Da.", chosen_option=poll.options.first(), by=by)
    return poll


def minutes_world(people):
    """(arguments, bodies, sockets): the owner leads the group, the member is one, the other observes."""
    group = WorkingGroupFactory()
    GroupMemberFactory(group=group, user=people["owner"], place="leader")
    GroupMemberFactory(group=group, user=people["member"])
    GroupMemberFactory(group=group, user=people["other"], place="observer")
    meeting, approved = GroupMeetingFactory.create_batch(2, group=group)
    item = AgendaItemFactory(meeting=meeting)
    approve_minutes(approved, by=people["owner"], seen=0)
    arguments = {name: [meeting.pk] for name in OF_MEETING}
    arguments |= {name: [meeting.pk, item.pk] for name in OF_ITEM}
    arguments |= {f"{name} (approved)": [approved.pk] for name in APPROVED}
    arguments |= {name: [group.slug] for name in ("group_meeting_list", "group_meeting_new")}
    arguments["decision_meeting"] = [group.slug, _found(group, by=people["owner"]).pk]
    bodies = {"group_meeting_answer": "comes=yes"}
    sockets = {"live/socket/ (minutes of a group)": f"/live/socket/?room={MINUTES.room(meeting.pk)}@0"}
    return arguments, bodies, sockets
