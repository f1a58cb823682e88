"""One's own tasks: in the copy of one's data, and when an account is erased."""

from django.utils.translation import gettext as _

from partners.people.erasing import stays
from partners.people.telling import Chapter, Fact, facts_of, tells
from partners.tasks.models import Task

# Leaving a group lets go of its unfinished tasks, and erasing an account leaves its groups.
stays(Task._meta.label, because="A task is its group's; the row forgets who had or made it with the account.")


@tells(Task, order=45)
def tell_of_tasks(subject):
    """Those that they have, and those that they have made."""
    owned = Task.objects.filter(owner=subject.user).select_related("group")
    made = Task.objects.filter(created_by=subject.user).exclude(owner=subject.user).select_related("group")
    rows = [_facts(each, "owner", _("Your task")) for each in owned]
    rows += [_facts(each, "author", _("You made it")) for each in made]
    return Chapter("tasks", _("Tasks in working groups"), rows)


def _facts(task, way, words):
    return [
        Fact("way", _("What"), way, words),
        Fact("group", _("Working group"), task.group.name),
        *facts_of(task, "title", "text", "due", "state", "created_at"),
    ]
