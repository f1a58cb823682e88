"""What minutes make of tasks and decisions, and what these put on an agenda."""

import uuid

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from partners.decisions.models import GroupDecision
from partners.groups.models import GroupMember
from partners.minutes.marks import marked_lines
from partners.minutes.models import GroupMeeting, MarkedLine
from partners.minutes.topics import Topic, open_topics
from partners.tasks.actions import create_task
from partners.tasks.models import Task
from partners.tasks.sources import Source, task_source

TITLE_LENGTH = 120


@marked_lines(MarkedLine.Kind.TASK)
def make_task(line, by):
    """The task that a line of approved minutes gives: of who is named there, if they still take part."""
    participants = GroupMember.objects.participants().filter(group=line.meeting.group_id)
    has_place = line.owner_id and participants.filter(user=line.owner_id).exists()
    title = Truncator(line.text).chars(TITLE_LENGTH)
    create_task(
        line.meeting.group,
        by=by,
        client_id=uuid.uuid5(uuid.NAMESPACE_OID, f"minutes:{line.meeting_id}:{line.position}"),
        title=title,
        text="" if title == line.text else line.text,
        due=line.due,
        owner=line.owner if has_place else None,
        source=line.meeting,
    )


@task_source(GroupMeeting)
def minutes_as_source(meeting, member):
    """Everybody in the group reads its minutes."""
    return Source(_("Minutes of %(title)s") % {"title": meeting.title}, meeting.get_absolute_url())


@open_topics(order=10)
def open_decisions(group, user):
    decisions = GroupDecision.objects.open().filter(group=group).order_by("closes_at", "pk")
    return [_topic("decision", each, _("Decision: %(title)s")) for each in decisions]


@open_topics(order=30)
def late_tasks(group, user):
    tasks = Task.objects.overdue().filter(group=group).order_by("due", "pk")
    return [_topic("task", each, _("Late task: %(title)s")) for each in tasks]


def _topic(kind, thing, words):
    return Topic(f"{kind}:{thing.pk}", words % {"title": thing.title}, thing.get_absolute_url())
