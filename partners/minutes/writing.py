"""Writing minutes together: each change is a numbered row, and all of them merge.

The rows are the record of who wrote; when they are compacted, only the text they came to is left.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from partners.groups.access import member_of
from partners.minutes.actions import check, check_open, locked, locked_with_group
from partners.minutes.errors import NotAnUpdate
from partners.minutes.live import tell_of_update
from partners.minutes.marks import marked_in
from partners.minutes.models import GroupMeeting, MinutesReplica, MinutesUpdate
from partners.minutes.replica import Replica
from partners.minutes.rules import may_write

# Rows that wait until they become one state; how long what was sent is known by its client's id.
COMPACTED_AT = 100
KNOWN = timedelta(days=30)


@dataclass(frozen=True)
class Missed:
    """What came after a number: the updates, or the whole state when those are compacted."""

    number: int
    updates: list
    state: bytes | None = None


def written_in(meeting):
    """The text of minutes that are being written, as a `Replica`. `meeting` has its `state`. One query."""
    contents = _contents(meeting, since=meeting.compacted)
    if b"" in contents:
        # They were compacted after the meeting was read.
        meeting.refresh_from_db(fields=["state", "compacted", "number"])
        contents = _contents(meeting, since=meeting.compacted)
    return Replica(*filter(None, [bytes(meeting.state)]), *contents)


def missed_since(meeting, number):
    """What a page that knows everything up to `number` has missed. At most four queries."""
    contents = _contents(meeting, since=number)
    if number < meeting.compacted or b"" in contents:
        state = written_in(meeting).state
        return Missed(meeting.number, [], state)
    return Missed(meeting.number, contents)


def _contents(meeting, *, since):
    rows = meeting.updates.filter(number__gt=since, number__lte=meeting.number).order_by("number")
    return [bytes(content) for content in rows.values_list("content", flat=True)]


@transaction.atomic
def write_update(meeting, *, by, client_id, content):
    """Keep one change of the minutes, and tell everyone who has them open. Returns the latest number.

    The same `client_id` again is harmless, and so is what is known already. Raises `Frozen`, `MayNot`,
    `NotAnUpdate` for what is broken or in another's name, and `TooLong`.
    """
    meeting = _held(meeting, by)
    if meeting.updates.filter(client_id=client_id).exists():
        return meeting.number
    return _keep(meeting, written_in(meeting), content, by=by, client_id=client_id)


@transaction.atomic
def write_text(meeting, *, by, client_id, base, text):
    """Make of the text in the state `base`, as `by` saw it, `text`: what others have written since stays.

    The same `client_id` again is harmless. Returns the latest number. Raises as `write_update`.
    """
    meeting = _held(meeting, by)
    if meeting.updates.filter(client_id=client_id).exists():
        return meeting.number
    content = Replica(base).rewritten(text)
    if content is None:
        return meeting.number
    return _keep(meeting, written_in(meeting), content, by=by, client_id=client_id)


def _keep(meeting, replica, content, *, by, client_id):
    before = marked_in(str(replica))
    advanced = replica.add(content)
    if advanced is None:
        return meeting.number
    _take_in_name(meeting, advanced, by)
    meeting.number += 1
    meeting.updates.create(number=meeting.number, client_id=client_id, content=content, author=by)
    meeting.save(update_fields=["number"])
    tell_of_update(meeting.pk, meeting.number, content, marks_changed=marked_in(str(replica)) != before)
    return meeting.number


def _take_in_name(meeting, advanced, by):
    """Each copy of the text belongs to one person: in another's name their later words would be lost."""
    known = dict(meeting.replicas.filter(replica__in=advanced).values_list("replica", "user"))
    if any(user != by.pk for user in known.values()) or any(each >= 2**63 for each in advanced):
        raise NotAnUpdate
    MinutesReplica.objects.bulk_create(
        MinutesReplica(meeting=meeting, replica=each, user=by) for each in advanced - known.keys()
    )


def _held(meeting, by):
    meeting = locked_with_group(meeting)
    check_open(meeting)
    check(may_write(member_of(meeting.group, by), meeting))
    return meeting


def compact_minutes():
    """Make the rows of each text that has many of them one state, and forget what nobody sends again."""
    waiting = GroupMeeting.objects.filter(approved_at=None, number__gte=F("compacted") + COMPACTED_AT)
    for pk in waiting.values_list("pk", flat=True):
        _compact(GroupMeeting(pk=pk))
    MinutesUpdate.objects.filter(content=b"", at__lt=timezone.now() - KNOWN).delete()


@transaction.atomic
def _compact(meeting):
    meeting = locked(meeting)
    if meeting.is_approved:
        return
    meeting.state, meeting.compacted = written_in(meeting).state, meeting.number
    meeting.save(update_fields=["state", "compacted"])
    meeting.updates.filter(number__lte=meeting.compacted).update(content=b"")
