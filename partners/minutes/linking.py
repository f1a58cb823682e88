"""What minutes make of tasks and decisions, and what these put on an agenda."""

import uuid

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from partners.decisions.models import GroupDecision
from partners.decisions.recording import record_decision
from partners.decisions.sections import below_outcome, on_decision_rows
from partners.groups.models import GroupMember
from partners.minutes.forms import WhereForm
from partners.minutes.marks import marked_lines, without_day
from partners.minutes.models import GroupMeeting, MarkedLine
from partners.minutes.rules import may_call_found
from partners.minutes.topics import Topic, open_topics
from partners.tasks.actions import create_task
from partners.tasks.models import Task
from partners.tasks.sources import Source, task_source

TITLE_LENGTH = 120


@marked_lines(MarkedLine.Kind.TASK)
def make_task(line, by):
    """The task that a line of approved minutes gives: of who is named there, if they still take part."""
    words = without_day(line.text, line.kind) if line.due else line.text
    title = Truncator(words).chars(TITLE_LENGTH)
    create_task(
        line.meeting.group,
        by=by,
        client_id=_key(line),
        title=title,
        text="" if title == line.text else line.text,
        due=line.due,
        owner=_owner(line),
        source=line.meeting,
    )


@marked_lines(MarkedLine.Kind.DECISION)
def make_decision(line, by):
    """What a line of approved minutes says was decided, among the group's decisions."""
    line.decision = record_decision(
        line.meeting.group,
        text=line.text,
        at=line.meeting.start,
        by=by,
        client_id=_key(line),
        owner=_owner(line),
        review_on=line.due,
    )
    line.save(update_fields=["decision"])


def _key(line):
    return uuid.uuid5(uuid.NAMESPACE_OID, f"minutes:{line.meeting_id}:{line.position}")


def _owner(line):
    """Who is named in it, if they still take part."""
    participants = GroupMember.objects.participants().filter(group=line.meeting.group_id)
    return line.owner if line.owner_id and participants.filter(user=line.owner_id).exists() else None


@task_source(GroupMeeting)
def minutes_as_source(meeting, member):
    """Everybody in the group reads its minutes."""
    return Source(_("Minutes of %(title)s") % {"title": meeting.title}, meeting.get_absolute_url())


@below_outcome
def minutes_of_decision(decision, member):
    """The minutes that it stands in."""
    if not decision.is_of_meeting or not (found := lines_of_minutes([decision])):
        return None
    return "partners/minutes/_of_decision.html", found[decision.pk][1]


@on_decision_rows
def lines_of_minutes(decisions):
    """The minutes that decisions of meetings stand in. One query."""
    lines = MarkedLine.objects.filter(decision__in=decisions).select_related("meeting")
    lines = lines.defer("meeting__state", "meeting__minutes")
    template = "partners/minutes/_row_line.html"
    return {line.decision_id: (template, {"meeting": line.meeting}) for line in lines}


@below_outcome
def meeting_of_poll(decision, member):
    """The meeting of the time that was found, or the form that calls it, for who may."""
    outcome = getattr(decision, "outcome", None)
    if decision.kind != GroupDecision.Kind.TIMES or outcome is None:
        return None
    meetings = decision.group.meetings.defer("state", "minutes")
    if meeting := meetings.filter(found_by=decision).first():
        return "partners/minutes/_found.html", {"meeting": meeting}
    if not outcome.can_be_called or not may_call_found(member, outcome):
        return None
    latest = meetings.held().order_by("-start", "-pk").first()
    where = {"place": latest.place, "video_link": latest.video_link} if latest else {}
    form = WhereForm(initial={"title": decision.title[:TITLE_LENGTH]} | where)
    return "partners/minutes/_call_found.html", {"decision": decision, "form": form}


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
