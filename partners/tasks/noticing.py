"""Who is given a task hears of it, in the portal and by mail as they have chosen."""

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partners.groups.models import GroupMember
from partners.notices.actions import notify
from partners.notices.kinds import Weight, Words, notice_kind
from partners.tasks.models import Task

GIVEN = "tasks.given"
EXCERPT = 160


def notify_of_task(task, *, by):
    """Let its owner know that it is theirs, when another gave it to them."""
    if task.owner_id is None or task.owner_id == (by and by.pk):
        return
    notify(
        [task.owner],
        kind=GIVEN,
        about=f"task:{task.pk}",
        key=f"{task.pk}:{task.revision}",
        data={"task": task.pk},
        group=f"{GIVEN}:{task.group_id}",
    )


def tell_of_tasks(user, notices):
    """Those that are still theirs and unfinished, in groups that they take part in. One query."""
    wanted = {notice.pk: notice.data["task"] for notice in notices}
    places = GroupMember.objects.participants().filter(user=user)
    tasks = Task.objects.unfinished().at_work().filter(owner=user, group__in=places.values("group"))
    found = tasks.select_related("group").in_bulk(set(wanted.values()))
    return {
        pk: Words(
            title=_said(found[task]),
            url=found[task].get_absolute_url(),
            about=found[task].group.name,
            excerpt=Truncator(found[task].text).chars(EXCERPT),
            why=_("The task is yours."),
        )
        for pk, task in wanted.items()
        if task in found
    }


def _said(task):
    named = {"title": task.title, "name": task.group.name}
    if task.due is None:
        return _("You have the task “%(title)s” in %(name)s") % named
    named["day"] = date_format(task.due, "DATE_FORMAT")
    return _("You have the task “%(title)s” in %(name)s, due %(day)s") % named


def several_tasks(count, words):
    return ngettext("You have got %(n)s task in %(name)s", "You have got %(n)s tasks in %(name)s", count) % {
        "n": count,
        "name": words.about,
    }


notice_kind(
    GIVEN,
    label=gettext_lazy("When you are given a task in a group"),
    tell=tell_of_tasks,
    many=several_tasks,
    weight=Weight.DIRECT,
    icon="tasklist",
)
