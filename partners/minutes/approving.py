"""Approving minutes: they stand from then on, what is marked in them becomes rows, and everyone gets them."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.groups.access import member_of
from partners.groups.models import GroupMember
from partners.minutes import letters
from partners.minutes.actions import check, locked_with_group
from partners.minutes.errors import Changed
from partners.minutes.live import tell_of_approval
from partners.minutes.marks import make_rows, marks_in
from partners.minutes.models import Correction, MarkedLine
from partners.minutes.rules import may_approve, may_correct
from partners.minutes.writing import written_in
from portal.text import clean_line, clean_text


def people_of(group):
    """The accounts that may be named in minutes: those in the group. One query."""
    rows = GroupMember.objects.filter(group=group).select_related("user").order_by("pk")
    return [row.user for row in rows]


@transaction.atomic
def approve_minutes(meeting, *, by, seen, left_open=()):
    """Freeze the minutes as they were at the number `seen`. Twice is harmless.

    What of the agenda has its primary key in `left_open` goes on to the next meeting. Subjects
    that have asked for marked lines make their rows; everyone in the group gets one letter. Raises `MayNot`,
    and `Changed` when somebody has written since.
    """
    meeting = locked_with_group(meeting)
    if meeting.is_approved:
        return meeting
    check(may_approve(member_of(meeting.group, by), meeting))
    if meeting.number != seen:
        raise Changed
    meeting.minutes = clean_text(str(written_in(meeting)))
    meeting.approved_at, meeting.approved_by = timezone.now(), by
    meeting.approver_name = clean_line(by.name)
    meeting.state, meeting.compacted = b"", meeting.number
    meeting.save()
    meeting.updates.all().delete()
    meeting.replicas.all().delete()
    meeting.agenda.filter(pk__in=left_open).update(is_left_open=True)
    log(meeting, "partners.minutes.approve", user=by, data={"number": seen})
    make_rows(_kept_marks(meeting), by=by)
    letters.write_minutes(meeting)
    tell_of_approval(meeting.pk)
    return meeting


def _kept_marks(meeting):
    marks = marks_in(meeting.minutes, people=people_of(meeting.group), day=timezone.localdate(meeting.start))
    return MarkedLine.objects.bulk_create(
        MarkedLine(
            meeting=meeting,
            kind=mark.kind,
            text=mark.text,
            owner=mark.owner,
            owner_name=mark.owner.name if mark.owner else "",
            due=mark.due,
            position=number,
        )
        for number, mark in enumerate(marks)
    )


@transaction.atomic
def correct_minutes(meeting, *, by, text, client_id):
    """Write a note below approved minutes. The same `client_id` gives the same note. Raises `MayNot`."""
    meeting = locked_with_group(meeting)
    if sent := Correction.objects.filter(client_id=client_id).first():
        check((sent.author_id, sent.meeting_id) == (by.pk, meeting.pk))
        return sent
    check(may_correct(member_of(meeting.group, by), meeting))
    note = Correction.objects.create(
        meeting=meeting,
        author=by,
        author_name=clean_line(by.name),
        text=clean_text(text),
        client_id=client_id,
    )
    log(meeting, "partners.minutes.correct", user=by, data={"correction": note.pk})
    return note
