"""The demo's tasks and calls for volunteers, made by the same actions as real ones, then aged."""

import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from demo.content import tasks as content
from demo.organisations import account
from partners.callouts.actions import create_call_out
from partners.callouts.volunteering import accept_volunteer, volunteer_for
from partners.groups.models import WorkingGroup
from partners.notices.models import Notice
from partners.tasks.actions import create_task, set_task_state
from partners.tasks.models import Task
from portal.mail.models import Letter


def tasks():
    """Tasks in every state, some of them late, and two calls for volunteers."""
    for name, rows in content.TASKS.items():
        group = WorkingGroup.objects.get(name=name)
        for number, row in enumerate(rows):
            _task(group, row, days_ago=20 - number)
    for row in content.CALL_OUTS:
        _call_out(row)
    # They have been read. Reminders of what comes stay.
    told = ["callouts.accepted", "callouts.asked"]
    Letter.objects.filter(kind__in=told).delete()
    Notice.objects.filter(kind="tasks.given").delete()


def _task(group, row, *, days_ago):
    title, text, owner, due_in, state, by = row
    by = account(by)
    due = None if due_in is None else timezone.localdate() + timedelta(days=due_in)
    task = create_task(
        group,
        by=by,
        client_id=uuid.uuid4(),
        title=title,
        text=text,
        due=due,
        owner=account(owner) if owner else None,
    )
    moment = timezone.now() - timedelta(days=days_ago)
    changes = {"created_at": moment}
    if state != Task.State.OPEN:
        task = set_task_state(task, state=state, by=task.owner or by)
    if not task.is_unfinished:
        changes["finished_at"] = moment + timedelta(days=days_ago / 2)
    Task.objects.filter(pk=task.pk).update(**changes)


def _call_out(row):
    by, day = account(row["by"]), timezone.localdate() + timedelta(days=row["in_days"])
    starts, ends = (timezone.make_aware(datetime.combine(day, time(hour))) for hour in row["hours"])
    call_out = create_call_out(
        WorkingGroup.objects.get(name=row["group"]),
        by=by,
        client_id=uuid.uuid4(),
        starts_at=starts,
        ends_at=ends,
        **{name: row[name] for name in ("title", "text", "place", "skills", "places", "accepts_at_once")},
    )
    for name, text in row["people"]:
        volunteer = volunteer_for(call_out, user=account(name), language="nb", text=text)
        if name in row["accepted"]:
            accept_volunteer(volunteer, by=by)
