"""What tasks add to the workspace's menu, to groups, to «My page» and to what waits for people."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.groups.sections import group_section, on_group_cards
from partners.people.sections import my_section
from partners.people.waiting import Waiting, waits
from partners.tasks.models import Task
from partners.tasks.reading import own_tasks, progress_of, row
from partners.tasks.rules import may_work_on_tasks
from partners.workspace import workspace_item

ON_PAGES = 5

workspace_item(
    gettext_lazy("Tasks"), "my_tasks", icon="tasklist", order=52, group=gettext_lazy("Cooperation")
)


@group_section(order=40)
def tasks_of_group(request, group, member):
    """How far the group has come, and what is due first. Three queries."""
    tasks = group.tasks.unfinished().select_related("owner").in_order()[:ON_PAGES]
    rows = []
    for task in tasks:
        task.group = group
        rows.append(row(task, member))
    late = group.tasks.overdue().count() if member.is_leader else 0
    done, total = progress_of([group]).get(group.pk, (0, 0))
    context = {
        "group": group,
        "rows": rows,
        "late": late,
        "done": done,
        "total": total,
        "percent": _percent(done, total),
        "may_work": may_work_on_tasks(member),
    }
    return "partners/tasks/_group_section.html", context


@on_group_cards(order=40)
def progress_on_cards(groups, user):
    """How many of a group's tasks are done, where it has any. One query."""
    return {
        pk: (
            "partners/tasks/_card_line.html",
            {"done": done, "total": total, "percent": _percent(done, total)},
        )
        for pk, (done, total) in progress_of(groups).items()
    }


def _percent(done, total):
    return round(100 * done / total) if total else 0


@my_section(order=23)
def my_next_tasks(request, person):
    """What one has to do next, in all groups; nothing for who has no tasks."""
    late, soon, later, _finished = own_tasks(request.user)
    rows = late + soon + later
    if not rows:
        return None
    return "partners/tasks/_my_section.html", {"rows": rows[:ON_PAGES], "more": max(0, len(rows) - ON_PAGES)}


@waits(order=23)
def late_tasks_wait(request):
    """One's own tasks that should have been done. One query."""
    tasks = Task.objects.owned_by(request.user).at_work().overdue().select_related("group").in_order()
    return [
        Waiting(
            text=_("%(title)s, in %(group)s, was due") % {"title": each.title, "group": each.group.name},
            url=each.get_absolute_url(),
            label=_("See the task"),
        )
        for each in tasks
    ]
