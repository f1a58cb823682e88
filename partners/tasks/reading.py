"""Tasks as the pages show them: each with what its reader may do with it."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.groups.models import GroupMember
from partners.tasks.models import Task
from partners.tasks.rules import may_take, may_work_on_tasks, sees_overdue

SOON = timedelta(days=7)
# More than these stand on no list at once; the oldest finished go first.
MOST_FINISHED = 50
MOST_FREE = 20


@dataclass(frozen=True)
class Row:
    """One task for one reader."""

    task: Task
    is_late: bool
    is_own: bool
    may_take: bool
    may_work: bool
    # On the board: the tasks that it stands between.
    above: Task | None = None
    below: Task | None = None

    @property
    def next_state(self):
        """What its button moves it on to; nothing for a finished one."""
        return {Task.State.OPEN: Task.State.DOING, Task.State.DOING: Task.State.DONE}.get(self.task.state)


@dataclass(frozen=True)
class Column:
    state: str
    title: str
    rows: list


def row(task, member):
    """`member`: the reader's own place in the task's group."""
    return Row(
        task=task,
        is_late=task.is_overdue and sees_overdue(member, task),
        is_own=task.owner_id == member.user_id,
        may_take=may_take(member, task),
        may_work=may_work_on_tasks(member),
    )


def rows_of(group, member):
    """Every task of the group that is not done with, and those finished lately. One query."""
    tasks = group.tasks.lately().select_related("owner").in_order()
    return [row(_at(task, group), member) for task in tasks]


def columns_of(rows):
    """The board: a column for each state, in the order that the group has put it in."""
    columns = []
    for state in Task.State:
        theirs = [each for each in rows if each.task.state == state]
        if state not in Task.UNFINISHED:
            theirs = _latest(theirs)
        columns.append(Column(state, state.label, _arranged(theirs)))
    return columns


def _arranged(rows):
    rows = sorted(rows, key=lambda each: (each.task.position, each.task.pk))
    tasks = [None, *(each.task for each in rows), None]
    return [
        replace(each, above=above, below=below)
        for each, above, below in zip(rows, tasks, tasks[2:], strict=False)
    ]


def stands_at(columns, task):
    """Where on the board a task stands, to be read out: «Finn lokale: number 2 of 3 in Not begun»."""
    for column in columns:
        for number, each in enumerate(column.rows, start=1):
            if each.task.pk == task.pk:
                return _("%(title)s: number %(number)d of %(total)d in %(state)s") % {
                    "title": task.title,
                    "number": number,
                    "total": len(column.rows),
                    "state": column.title,
                }
    return ""


def unfinished_and_finished(rows):
    unfinished = [each for each in rows if each.task.is_unfinished]
    return unfinished, _latest([each for each in rows if not each.task.is_unfinished])


def _latest(rows):
    return sorted(rows, key=lambda each: each.task.finished_at, reverse=True)[:MOST_FINISHED]


def own_tasks(user):
    """One's tasks in all groups at work by when they are due: (late, soon, later, finished). Two queries."""
    places = places_of(user)
    tasks = Task.objects.owned_by(user).at_work().lately().select_related("owner", "group").in_order()
    rows = [row(task, places[task.group_id]) for task in tasks if task.group_id in places]
    unfinished, finished = unfinished_and_finished(rows)
    limit = timezone.localdate() + SOON
    late = [each for each in unfinished if each.is_late]
    soon = [each for each in unfinished if not each.is_late and each.task.due and each.task.due <= limit]
    later = [each for each in unfinished if each not in late and each not in soon]
    return late, soon, later, finished


def free_tasks(user):
    """Those that nobody has, in the groups that one works in. Two queries."""
    places = {pk: place for pk, place in places_of(user).items() if may_work_on_tasks(place)}
    tasks = Task.objects.filter(group__in=places, owner=None).unfinished().select_related("group").in_order()
    return [row(task, places[task.group_id]) for task in tasks[:MOST_FREE]]


def places_of(user):
    """One's places by the group's primary key, each with its group. One query."""
    places = GroupMember.objects.with_exclusion().filter(user=user).select_related("group")
    return {place.group_id: place for place in places}


def progress_of(groups):
    """How far each group has come: {primary key: (finished, all)}, without what was dropped. One query."""
    counted = (
        Task.objects.filter(group__in=groups)
        .exclude(state=Task.State.DROPPED)
        .order_by()
        .values("group")
        .annotate(done=Count("pk", filter=Q(state=Task.State.DONE)), all=Count("pk"))
    )
    return {each["group"]: (each["done"], each["all"]) for each in counted}


def _at(task, group):
    task.group = group
    return task
