"""What happens to a group's meetings: called, moved, cancelled, answered."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.groups.access import member_of
from partners.groups.actions import locked as locked_group
from partners.groups.closing import when_archived
from partners.minutes import letters
from partners.minutes.errors import Changed, Frozen, MayNot
from partners.minutes.models import GroupMeeting, MeetingAnswer
from partners.minutes.rules import may_answer, may_call, may_change
from portal.text import clean_line


@transaction.atomic
def call_meeting(group, *, by, client_id, **values):
    """A new meeting, and a letter with a calendar entry to everyone in the group.

    The same `client_id` again gives the same meeting. Times are aware. Raises `MayNot`.
    """
    group = locked_group(group)
    if there := GroupMeeting.objects.filter(client_id=client_id).first():
        check((there.created_by_id, there.group_id) == (by.pk, group.pk))
        return there
    check(may_call(member_of(group, by)))
    meeting = GroupMeeting(group=group, created_by=by, client_id=client_id, **_cleaned(values))
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError:
        raise MayNot from None
    log(meeting, "partners.meeting.call", user=by, data={"group": group.pk})
    letters.write_called(meeting)
    return meeting


@transaction.atomic
def change_meeting(meeting, *, seen, by, **values):
    """Change what a meeting says of itself. Everyone gets a letter that corrects their calendar.

    What people have answered was said of the time as it was: at another one they are asked anew. Nothing
    changed is harmless, and nobody hears of it. Raises `MayNot`, and `Changed` when it is no longer at the
    sequence `seen`.
    """
    meeting = locked_with_group(meeting)
    check(may_change(member_of(meeting.group, by), meeting))
    values = _cleaned(values)
    before = {name: getattr(meeting, name) for name in values}
    changed = [name for name in values if values[name] != before[name]]
    if not changed:
        return meeting
    if seen != meeting.sequence:
        raise Changed
    for name in changed:
        setattr(meeting, name, values[name])
    meeting.sequence += 1
    meeting.save(update_fields=[*changed, "sequence"])
    changes = {name: [str(before[name]), str(values[name])] for name in changed if name != "video_link"}
    log(meeting, "partners.meeting.change", user=by, data={"changes": changes})
    if {"start", "end"} & changes.keys():
        meeting.answers.all().delete()
    letters.write_changed(meeting)
    return meeting


@transaction.atomic
def cancel_meeting(meeting, *, by):
    """Call a meeting off, and take it out of everyone's calendar. Twice is harmless. Raises `MayNot`."""
    meeting = locked_with_group(meeting)
    if meeting.is_cancelled:
        return meeting
    check(may_change(member_of(meeting.group, by), meeting))
    return _call_off(meeting, by=by)


@when_archived
def call_off_meetings(group, by):
    """No meeting of a group whose work has ended is to come, unless its minutes are approved already."""
    for meeting in group.meetings.coming().select_for_update(of=("self",)):
        meeting.group = group
        if not meeting.is_approved:
            _call_off(meeting, by=by)


def _call_off(meeting, *, by):
    meeting.cancelled_at = timezone.now()
    meeting.sequence += 1
    meeting.save(update_fields=["cancelled_at", "sequence"])
    log(meeting, "partners.meeting.cancel", user=by)
    letters.write_cancelled(meeting)
    return meeting


@transaction.atomic
def answer_meeting(meeting, *, by, comes):
    """Say whether one comes; the latest answer counts. Raises `MayNot`."""
    meeting = locked_with_group(meeting)
    check(may_answer(member_of(meeting.group, by), meeting))
    answer, is_new = MeetingAnswer.objects.get_or_create(meeting=meeting, user=by, defaults={"comes": comes})
    if is_new or answer.comes != comes:
        answer.comes, answer.answered_at = comes, timezone.now()
        answer.save(update_fields=["comes", "answered_at"])
        log(meeting, "partners.meeting.answer", user=by, data={"comes": comes})
    return answer


def locked(meeting):
    """The meeting as it is now with its group, held until the transaction ends. Raises DoesNotExist."""
    return GroupMeeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)


def locked_with_group(meeting):
    """The same, and its group too, first: whether it is at work and who is in it stays so until then."""
    locked_group(meeting.group)
    return locked(meeting)


def check(allowed):
    if not allowed:
        raise MayNot


def check_open(meeting):
    """Raises `Frozen` for a meeting whose minutes are approved."""
    if meeting.is_approved:
        raise Frozen


def _cleaned(values):
    lines = ("title", "place")
    return {name: clean_line(value) if name in lines else value for name, value in values.items()}
