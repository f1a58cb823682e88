"""What happens to tasks. Each takes the group's row, so that who has a task is in the group."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.groups.actions import locked_at_work
from partners.groups.leaving import when_no_longer_in
from partners.tasks import letters
from partners.tasks.errors import CannotHaveIt, Changed, IsTaken, NotTheirs
from partners.tasks.models import Task
from partners.tasks.noticing import notify_of_task
from portal.ordering import put, renumber
from portal.text import clean_line, clean_text

CLEANERS = {"title": clean_line, "text": clean_text}
WRITTEN = ("title", "text", "due")


@transaction.atomic
def create_task(group, *, by, client_id, title, text="", due=None, owner=None, source=None):
    """A new task of the group, for `owner` or whoever takes it. `source` is what it came from, if anything.

    The same `client_id` again gives the same task. Raises `Archived`, `CannotHaveIt` for an owner who does
    not take part in the group, and `NotTheirs` for a `client_id` of somebody else or of another group.
    """
    group = locked_at_work(group)
    if there := _sent_before(client_id, group=group, by=by):
        return there
    _check_owner(group, owner)
    task = Task(
        group=group,
        title=clean_line(title),
        text=clean_text(text),
        due=due,
        owner=owner,
        source=source,
        created_by=by,
        client_id=client_id,
    )
    try:
        with transaction.atomic():
            task.save()
    except IntegrityError:
        # Another group's row was held meanwhile: the same form was sent to both.
        if there := _sent_before(client_id, group=group, by=by):
            return there
        raise
    log(task, "partners.task.create", user=by, data={"group": group.pk, "owner": task.owner_id})
    letters.plan(task)
    notify_of_task(task, by=by)
    return task


def _sent_before(client_id, *, group, by):
    """The task that the form has made, if any. Raises `NotTheirs`."""
    there = Task.objects.filter(client_id=client_id).first()
    if there and (there.group_id, there.created_by_id) != (group.pk, by.pk):
        raise NotTheirs
    return there


@transaction.atomic
def change_task(task, *, seen, by, **values):
    """Change title, text or due date: what is in `values`. The reminder moves with the date.

    Raises `Changed` when the task is no longer at the revision `seen`, and `Archived`.
    """
    task = _held(task)
    values = {name: CLEANERS[name](value) if name in CLEANERS else value for name, value in values.items()}
    changes = {
        name: [str(getattr(task, name) or ""), str(value or "")]
        for name, value in values.items()
        if getattr(task, name) != value
    }
    if not changes:
        return task
    if seen != task.revision:
        raise Changed
    for name, value in values.items():
        setattr(task, name, value)
    _save(task, *WRITTEN)
    log(task, "partners.task.change", user=by, data={"changes": changes})
    if "due" in changes:
        letters.move(task)
    return task


@transaction.atomic
def take_task(task, *, by):
    """Make it one's own. Twice is harmless. Raises `IsTaken`, `CannotHaveIt`, `Archived`."""
    task = _held(task)
    if task.owner_id == by.pk:
        return task
    if task.owner_id is not None:
        raise IsTaken
    return _give(task, by, "partners.task.take", by=by)


@transaction.atomic
def hand_over_task(task, *, to, by):
    """Give it to another member, who hears of it, or to nobody (None). The same again is harmless.

    Raises `IsTaken` when somebody else than the owner of `task` as it was read has it meanwhile,
    `CannotHaveIt` for who does not take part in the group, and `Archived`.
    """
    seen, task = task.owner_id, _held(task)
    if task.owner_id == (to and to.pk):
        return task
    if task.owner_id not in (seen, by.pk):
        raise IsTaken
    return _give(task, to, "partners.task.hand_over", by=by)


@transaction.atomic
def set_task_state(task, *, state, by):
    """Move it on, or back: last among what is unfinished, first among what is finished.

    The same again is harmless, and leaves it where it stands. Raises `Archived`.
    """
    task = _held(task)
    before = task.state
    if before == state:
        return task
    was_unfinished = task.is_unfinished
    task.state = Task.State(state)
    if task.is_unfinished != was_unfinished:
        task.finished_at = None if task.is_unfinished else timezone.now()
    _save(task, "state", "finished_at")
    others = [key for key in _column(task) if key != task.pk]
    renumber(Task, [*others, task.pk] if task.is_unfinished else [task.pk, *others])
    log(task, "partners.task.state", user=by, data={"state": [before, task.state]})
    if task.is_unfinished and not was_unfinished:
        letters.plan(task)
    elif not task.is_unfinished:
        letters.take_back(task)
    return task


@transaction.atomic
def place_task(task, *, by, state=None, before=None, after=None):
    """Put it before or after another task in its column of the board, or in that of another `state`.

    All moves in one group come one after the other, so none is lost. The same again is harmless. Beside a
    task that does not stand in that column any more there is no place: it is left where it is. Raises
    `Archived`.
    """
    task = set_task_state(task, state=state, by=by) if state else _held(task)
    beside, keys = before or after, _column(task)
    if beside in (None, task) or beside.pk not in keys:
        return task
    order = put(keys, task.pk, before=before and before.pk, after=after and after.pk)
    if order != keys:
        renumber(Task, order)
        log(task, "partners.task.place", user=by, data={"state": task.state, "order": order})
    return task


@when_no_longer_in
def let_go_of_tasks(group, user):
    """The unfinished tasks of who has left are nobody's. What they have done stays theirs."""
    for task in group.tasks.unfinished().filter(owner=user).select_for_update().order_by("pk"):
        task.group = group
        _give(task, None, "partners.task.hand_over", by=None)


def _held(task):
    """The task as it is now, its group held and at work."""
    group = locked_at_work(task.group)
    task = Task.objects.select_for_update(of=("self",)).select_related("owner").get(pk=task.pk)
    task.group = group
    return task


def _column(task):
    """The keys of what stands in its column of the board, in order. Its group is held."""
    column = task.group.tasks.lately().filter(state=task.state)
    return list(column.as_arranged().values_list("pk", flat=True))


def _give(task, owner, action, *, by):
    _check_owner(task.group, owner)
    before, task.owner = task.owner_id, owner
    _save(task, "owner")
    log(task, action, user=by, data={"owner": [before, task.owner_id]})
    letters.take_back(task)
    if task.is_unfinished:
        letters.plan(task)
        notify_of_task(task, by=by)
    return task


def _check_owner(group, owner):
    if owner and not group.members.participants().filter(user=owner).exists():
        raise CannotHaveIt


def _save(task, *names):
    task.revision += 1
    task.save(update_fields=[*names, "revision"])
