"""A group's tasks as a list and as a board, one task, and one's own tasks in all groups."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from partners.groups.access import at_group, contributes
from partners.groups.errors import Archived
from partners.groups.views import crumb, here
from partners.tasks.actions import change_task, create_task, hand_over_task, place_task, take_task
from partners.tasks.errors import CannotHaveIt, Changed, IsTaken, NotTheirs
from partners.tasks.forms import ChangeTaskForm, NewTaskForm, OwnerForm, PlaceForm
from partners.tasks.history import history_of
from partners.tasks.models import Task
from partners.tasks.reading import (
    columns_of,
    free_tasks,
    own_tasks,
    row,
    rows_of,
    stands_at,
    unfinished_and_finished,
)
from partners.tasks.rules import may_hand_over, may_work_on_tasks
from partners.tasks.sources import source_of
from partners.workspace import workspace

FORM = ["GET", "HEAD", "POST"]


def at_task(view):
    """Give the view also the `task` of the address, for those in its group."""

    @wraps(view)
    @at_group(enters=True)
    def gated(request, group, member, pk):
        task = get_object_or_404(group.tasks.select_related("owner", "created_by"), pk=pk)
        task.group = group
        return view(request, group=group, member=member, task=task)

    return gated


@login_required
@require_safe
@never_cache
def my_tasks(request):
    """What one has to do in all one's groups, and what nobody does yet."""
    late, soon, later, finished = own_tasks(request.user)
    context = {
        "late": late,
        "soon": soon,
        "later": later,
        "finished": finished,
        "free": free_tasks(request.user),
        "breadcrumbs": [{"title": _("Tasks"), "url": request.path}],
    }
    return workspace(request, "partners/tasks/mine.html", context)


@require_safe
@at_group(enters=True)
def group_tasks(request, group, member):
    unfinished, finished = unfinished_and_finished(rows_of(group, member))
    context = _frame(group, member, "list") | {"unfinished": unfinished, "finished": finished}
    return workspace(request, "partners/tasks/list.html", context)


@require_safe
@at_group(enters=True)
def group_board(request, group, member):
    """The same tasks in columns by their state."""
    context = _frame(group, member, "board") | {"columns": columns_of(rows_of(group, member))}
    return workspace(request, "partners/tasks/board.html", context)


def _frame(group, member, view):
    return {
        "group": group,
        "member": member,
        "view": view,
        "may_work": may_work_on_tasks(member),
        "states": Task.State.choices,
        "breadcrumbs": [here(), crumb(group), tasks_crumb(group)],
    }


@require_http_methods(FORM)
@at_group(enters=True)
@contributes
def task_new(request, group, member):
    form = NewTaskForm(request.POST or None, people=_people(group))
    if request.method == "POST" and form.is_valid():
        try:
            task = create_task(group, by=request.user, **form.cleaned_data)
        except Archived:
            form.add_error(None, archived_words())
        except CannotHaveIt:
            form.add_error("owner", left_words())
        except NotTheirs:
            form.add_error(None, used_words())
        else:
            messages.success(request, _("The task is made."))
            return redirect(task)
    return _form_page(request, group, form, _("New task"), reverse("group_tasks", args=[group.slug]))


@require_safe
@at_task
def task(request, group, member, task):
    """One task: what it says, who has it, where it came from, and what has happened to it."""
    owner_form = None
    if may_hand_over(member, task):
        owner_form = OwnerForm(people=_people(group), initial={"owner": task.owner_id or ""})
    context = _frame(group, member, "task") | {
        "row": row(task, member),
        "task": task,
        "source": source_of(task, member),
        "owner_form": owner_form,
        "history": history_of(task),
    }
    context["breadcrumbs"].append({"title": task.title, "url": request.path})
    return workspace(request, "partners/tasks/task.html", context)


@require_http_methods(FORM)
@at_task
@contributes
def task_change(request, group, member, task):
    """What a task says; with what somebody else has saved meanwhile kept."""
    initial = {"title": task.title, "text": task.text, "due": task.due, "seen": task.revision}
    form = ChangeTaskForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_task(task, by=request.user, **form.cleaned_data)
        except Changed:
            form.add_error(
                None,
                _("Somebody has changed it meanwhile. Open it beside this page, and write it together."),
            )
        except Archived:
            form.add_error(None, archived_words())
        else:
            messages.success(request, _("The task is changed."))
            return redirect(task)
    return _form_page(request, group, form, _("Change the task"), task.get_absolute_url())


def _form_page(request, group, form, title, back):
    crumbs = [here(), crumb(group), tasks_crumb(group), {"title": title, "url": request.path}]
    context = {"form": form, "title": title, "group": group, "back": back, "breadcrumbs": crumbs}
    status = 422 if request.method == "POST" else 200
    return workspace(request, "partners/tasks/form.html", context, status=status)


@require_POST
@at_task
@contributes
def task_take(request, group, member, task):
    try:
        take_task(task, by=request.user)
    except IsTaken:
        messages.info(request, taken_words())
    except CannotHaveIt:
        messages.error(request, left_words())
    except Archived:
        messages.error(request, archived_words())
    else:
        messages.success(request, _("The task is yours: %(title)s") % {"title": task.title})
    return _back(request, group, task)


@require_POST
@at_task
def task_hand_over(request, group, member, task):
    """Give it to another, or to nobody."""
    form = OwnerForm(request.POST, people=_people(group))
    if not may_hand_over(member, task):
        raise Http404
    if not form.is_valid():
        messages.error(request, left_words())
        return redirect(task)
    try:
        hand_over_task(task, to=form.cleaned_data["owner"], by=request.user)
    except IsTaken:
        messages.info(request, taken_words())
    except CannotHaveIt:
        messages.error(request, left_words())
    except Archived:
        messages.error(request, archived_words())
    else:
        messages.success(request, _("The task is handed over."))
    return redirect(task)


@require_POST
@at_task
@contributes
def task_state(request, group, member, task):
    """Move it on, or to another place on the board. The board's script gets the board back as it is now.

    In a group that is archived meanwhile its page is fetched anew, which says so.
    """
    form = PlaceForm(request.POST, group=group)
    if not form.is_valid():
        raise Http404
    try:
        task = place_task(task, by=request.user, **form.place)
    except Archived:
        messages.error(request, archived_words())
        if request.htmx:
            return HttpResponseClientRefresh()
    else:
        columns = columns_of(rows_of(group, member))
        where = stands_at(columns, task)
        if request.htmx:
            context = _frame(group, member, "board") | {"columns": columns, "news": where}
            return render(request, "partners/tasks/_board.html", context)
        is_on_board = form.cleaned_data["back"] == "board"
        messages.success(request, where if is_on_board else _in_words(task))
    return _back(request, group, task)


def _in_words(task):
    about = {"title": task.title, "state": task.get_state_display().lower()}
    return _("%(title)s: %(state)s") % about


def _back(request, group, task):
    """To the page that it was done on."""
    addresses = {
        "list": reverse("group_tasks", args=[group.slug]),
        "board": reverse("group_board", args=[group.slug]),
        "own": reverse("my_tasks"),
    }
    return redirect(addresses.get(request.POST.get("back"), task.get_absolute_url()))


def _people(group):
    """Those who can have a task, by name."""
    return list(group.members.participants().select_related("user").order_by("user__name", "pk"))


def tasks_crumb(group):
    return {"title": _("Tasks"), "url": reverse("group_tasks", args=[group.slug])}


def archived_words():
    return _("The group is archived meanwhile. Nothing is changed.")


def used_words():
    return _("This form cannot be sent in again. Open it anew.")


def taken_words():
    return _("Somebody else has taken the task meanwhile.")


def left_words():
    return _("They do not take part in the group any more.")
