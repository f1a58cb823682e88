"""The letter about a task of one's own: it is due soon. That one has got it, notices tell."""

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from home.addresses import absolute
from partners.groups.models import GroupMember
from partners.tasks.models import Task
from portal.mail import outbox
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

DUE = "tasks.due"

NAMES = {
    DUE: gettext_lazy("A task is due soon"),
}

TOPICS = [
    (
        Topic(
            "tasks",
            gettext_lazy("Your tasks in working groups"),
            gettext_lazy("Some days before one of yours is due."),
            order=54,
        ),
        [DUE],
    )
]

# The reminder comes in the morning, this many days before.
DAYS_BEFORE = 3
MORNING = time(8)


def about(task):
    """What a task's letters in the outbox are about."""
    return f"task:{task.pk}"


def reminded_at(task):
    """When the owner is to be reminded; None when there is no date, or that morning is over."""
    if task.due is None:
        return None
    morning = datetime.combine(task.due - timedelta(days=DAYS_BEFORE), MORNING)
    moment = timezone.make_aware(morning)
    return moment if moment > timezone.now() else None


def plan(task):
    """Write the reminder that its owner is to get."""
    if task.owner_id is not None and (moment := reminded_at(task)):
        _write(task, DUE, send_after=moment)


def move(task):
    """The date has changed: the reminder goes with it."""
    moment = reminded_at(task)
    if not task.is_unfinished or task.owner_id is None:
        return
    if moment is None:
        outbox.void(about=about(task), kinds=[DUE])
    elif not outbox.reschedule(about=about(task), kind=DUE, send_after=moment):
        _write(task, DUE, send_after=moment)


def take_back(task):
    """Nothing that waits is sent any more: it is finished, or somebody else has it."""
    outbox.void(about=about(task))


def _write(task, kind, send_after=None):
    language = task.group.members.filter(user=task.owner_id).values_list("language", flat=True).first()
    outbox.write(
        kind,
        to=task.owner.email,
        data={"task": task.pk, "user": task.owner_id},
        dedupe_key=f"{kind}:{task.pk}:{task.revision}",
        about=about(task),
        language=language or "nb",
        send_after=send_after,
    )


def _owned(letter):
    """The task, while it is unfinished in a group at work, and its owner in the group and the reader."""
    task = Task.objects.unfinished().at_work().with_people().filter(pk=letter.data["task"]).first()
    if task is None or task.owner_id != letter.data["user"]:
        return None
    places = GroupMember.objects.participants().filter(group=task.group_id, user=task.owner_id)
    return task if places.exists() else None


def _told(letter, task, subject, template):
    with override(letter.language):
        url = absolute(reverse("task", args=[task.group.slug, task.pk]))
    return Composed(
        subject=subject % {"title": task.title},
        template=f"tasks/{template}",
        context={"task": task, "url": url},
        why=_("You get this because the task is yours."),
    )


def compose_due(letter):
    """None when it is finished, somebody else's, or without a date meanwhile."""
    task = _owned(letter)
    if task is None or task.due is None:
        return None
    return _told(letter, task, _("Due soon: %(title)s"), "due")


COMPOSERS = {DUE: compose_due}
