"""The meetings of a working group in the demo, by the same actions as real ones; the held one moved back."""

import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from demo.content import minutes as content
from demo.organisations import account
from partners.groups.models import GroupMember, WorkingGroup
from partners.minutes.actions import answer_meeting, call_meeting
from partners.minutes.agenda import add_item, fetch_open_topics
from partners.minutes.approving import approve_minutes, correct_minutes
from partners.minutes.models import GroupMeeting
from partners.minutes.writing import write_text, written_in
from portal.mail.models import Letter

HOURS = (time(18), time(19, 30))


def minutes():
    """One meeting with approved minutes, and one that is called, with what is open on its agenda."""
    group = WorkingGroup.objects.get(name=content.GROUP)
    leader = group.members.leaders().select_related("user").first().user
    _held(group, content.PAST, leader=leader)
    _coming(group, content.NEXT, leader=leader)
    # Who has had these letters knows them.
    Letter.objects.filter(kind__startswith="minutes.").exclude(kind="minutes.reminder").delete()


def _called(group, row, *, leader):
    day = timezone.localdate() + timedelta(days=row["days"])
    start, end = (timezone.make_aware(datetime.combine(day, hour)) for hour in HOURS)
    values = {name: row.get(name, "") for name in ("title", "place", "video_link")}
    return call_meeting(group, by=leader, client_id=uuid.uuid4(), start=start, end=end, **values)


def _held(group, row, *, leader):
    meeting = _called(group, row, leader=leader)
    items = [
        (add_item(meeting, by=leader, title=title, text=text, minutes=minutes), is_open)
        for title, text, minutes, is_open in row["agenda"]
    ]
    due = timezone.localdate() + timedelta(days=10)
    text = row["minutes"].format(due=f"{due.day}.{due.month}.")
    number = _write(meeting, text, by=leader)
    left = [item.pk for item, is_open in items if is_open]
    approve_minutes(meeting, by=leader, seen=number, left_open=left)
    name, note = row["note"]
    correct_minutes(meeting, by=account(name), text=note, client_id=uuid.uuid4())
    GroupMeeting.objects.filter(pk=meeting.pk).update(
        created_at=meeting.start - timedelta(days=9), approved_at=meeting.end + timedelta(hours=16)
    )
    meeting.corrections.update(created_at=meeting.end + timedelta(days=2))


def _coming(group, row, *, leader):
    meeting = _called(group, row, leader=leader)
    fetch_open_topics(meeting, by=leader)
    title, text, length = row["item"]
    add_item(meeting, by=leader, title=title, text=text, minutes=length, who=leader)
    for name, comes in row["answers"]:
        user = account(name)
        if GroupMember.objects.filter(group=group, user=user).exists():
            answer_meeting(meeting, by=user, comes=comes)
    _write(meeting, row["minutes"], by=leader)
    GroupMeeting.objects.filter(pk=meeting.pk).update(created_at=timezone.now() - timedelta(days=3))


def _write(meeting, text, *, by):
    state = written_in(GroupMeeting.objects.get(pk=meeting.pk)).state
    return write_text(meeting, by=by, client_id=uuid.uuid4(), base=state, text=text)
