"""What happens to tasks, and the letters that follow them."""

import uuid
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from partners.groups.actions import archive_group
from partners.groups.errors import Archived
from partners.groups.membership import change_place, leave
from partners.notices.kinds import words_of
from partners.notices.models import Notice
from partners.people.closing import close_account
from partners.tasks.actions import (
    change_task,
    create_task,
    hand_over_task,
    place_task,
    set_task_state,
    take_task,
)
from partners.tasks.errors import CannotHaveIt, Changed, IsTaken, NotTheirs
from partners.tasks.history import history_of
from partners.tasks.models import Task
from portal.mail.kinds import render
from portal.mail.models import Letter
from tests.factories import GroupMemberFactory, TaskFactory, UserFactory

pytestmark = pytest.mark.django_db


def letters():
    """What waits to be sent: (kind, to)."""
    return [(each.kind, each.to) for each in Letter.objects.waiting().order_by("pk")]


def told(user):
    """The tasks that notices tell `user` of, as they may read them now."""
    notices = list(Notice.objects.filter(user=user))
    may_read = words_of(user, notices)
    return [each.data["task"] for each in notices if each.pk in may_read]


def logged(task):
    return [(entry.action, entry.data) for entry in ModelLogEntry.objects.for_instance(task).order_by("pk")]


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def morning(day):
    return timezone.make_aware(datetime.combine(day - timedelta(days=3), time(8)))


def test_making_twice_gives_one_task(group, leader):
    key = uuid.uuid4()
    made = [create_task(group, by=leader, client_id=key, title=" Finn  lokale ") for _ in range(2)]

    assert [each.pk for each in made] == [made[0].pk] * 2
    assert Task.objects.get().title == "Finn lokale"
    assert logged(made[0]) == [("partners.task.create", {"group": group.pk, "owner": None})]


def test_form_of_somebody_else_or_of_another_group_makes_nothing_and_shows_nothing(group, leader, member):
    key, other = uuid.uuid4(), GroupMemberFactory(user=leader, place="leader").group
    create_task(group, by=leader, client_id=key, title="Hemmelig")

    for wrong in ({"group": other, "by": leader}, {"group": group, "by": member}):
        with pytest.raises(NotTheirs):
            create_task(**wrong, client_id=key, title="Mitt")

    assert Task.objects.get().title == "Hemmelig"


def test_task_remembers_what_it_came_from(group, leader):
    decision = TaskFactory(group=group)

    task = create_task(group, by=leader, client_id=uuid.uuid4(), title="Følg opp", source=decision)

    assert Task.objects.get(pk=task.pk).source == decision


def test_nobody_outside_the_group_gets_a_task(group, leader, observer):
    task = TaskFactory(group=group)

    for user in (UserFactory(), observer):
        with pytest.raises(CannotHaveIt):
            hand_over_task(task, to=user, by=leader)
    with pytest.raises(CannotHaveIt):
        take_task(task, by=observer)


def test_who_is_given_a_task_hears_of_it_and_is_reminded(group, leader, member):
    task = create_task(group, by=leader, client_id=uuid.uuid4(), title="Ring", owner=member, due=in_days(10))

    assert told(member) == [task.pk]
    due = Letter.objects.waiting().get()
    assert due.to == member.email
    assert due.send_after == morning(task.due)
    assert render(due).subject == "Fristen nærmer seg: Ring"


def test_who_takes_a_task_gets_the_reminder_alone(group, member):
    task = TaskFactory(group=group, due=in_days(10))

    for _ in range(2):
        take_task(task, by=member)

    assert letters() == [("tasks.due", member.email)]
    assert logged(task) == [("partners.task.take", {"owner": [None, member.pk]})]


def test_taken_task_is_not_taken_by_another(group, leader, member):
    task = TaskFactory(group=group, owner=member)

    with pytest.raises(IsTaken):
        take_task(task, by=leader)


@pytest.mark.parametrize(("days", "waits"), [(20, True), (2, False)])
def test_reminder_moves_with_the_date(days, waits, group, member):
    task = take_task(TaskFactory(group=group, due=in_days(10)), by=member)

    task = change_task(task, seen=task.revision, by=member, due=in_days(days))

    found = Letter.objects.waiting().values_list("send_after", flat=True)
    assert list(found) == ([morning(task.due)] if waits else [])


def test_there_is_a_reminder_when_the_date_comes_late_or_comes_back(group, member):
    task = take_task(TaskFactory(group=group), by=member)
    assert letters() == []

    for due in (in_days(10), None, in_days(10)):
        task = change_task(task, seen=task.revision, by=member, due=due)

    assert letters() == [("tasks.due", member.email)]


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_finished_task_reminds_nobody_until_it_is_opened_again(state, group, member):
    task = take_task(TaskFactory(group=group, due=in_days(10)), by=member)

    for _ in range(2):
        set_task_state(task, state=state, by=member)
    task.refresh_from_db()
    assert (task.state, task.finished_at is None, letters()) == (state, False, [])

    set_task_state(task, state="doing", by=member)
    task.refresh_from_db()
    assert (task.finished_at, letters()) == (None, [("tasks.due", member.email)])
    assert [data for action, data in logged(task) if action == "partners.task.state"] == [
        {"state": ["open", state]},
        {"state": [state, "doing"]},
    ]


def test_handed_over_task_reminds_its_new_owner(group, leader, member):
    task = take_task(TaskFactory(group=group, due=in_days(10)), by=member)

    hand_over_task(task, to=leader, by=member)
    assert letters() == [("tasks.due", leader.email)]
    assert told(leader) == [task.pk]

    hand_over_task(task, to=member, by=leader)
    assert letters() == [("tasks.due", member.email)]
    assert (told(leader), told(member)) == ([], [task.pk])

    hand_over_task(task, to=None, by=member)
    assert letters() == []


def test_task_that_is_taken_meanwhile_is_not_handed_over(group, leader, member):
    free = TaskFactory(group=group)
    take_task(free, by=member)

    with pytest.raises(IsTaken):
        hand_over_task(free, to=leader, by=leader)


def test_change_of_what_somebody_else_changed_is_refused(group, leader, member):
    task = TaskFactory(group=group)
    change_task(task, seen=0, by=member, title="Ny tittel")

    with pytest.raises(Changed):
        change_task(task, seen=0, by=leader, title="En annen")

    assert change_task(task, seen=0, by=leader, title="Ny tittel").revision == 1


def test_nothing_changes_in_an_archived_group(group, leader, member):
    task = TaskFactory(group=group, due=in_days(10), owner=member)
    archive_group(group, by=leader)

    for call in (
        lambda: create_task(group, by=leader, client_id=uuid.uuid4(), title="Mer"),
        lambda: change_task(task, seen=0, by=leader, title="Mer"),
        lambda: take_task(task, by=leader),
        lambda: hand_over_task(task, to=leader, by=leader),
        lambda: set_task_state(task, state="done", by=leader),
        lambda: place_task(task, before=task, by=leader),
    ):
        with pytest.raises(Archived):
            call()


def standing(group, state="open"):
    return [each.title for each in group.tasks.filter(state=state).as_arranged()]


@pytest.fixture
def column(group):
    return {title: TaskFactory(group=group, title=title) for title in "abcd"}


@pytest.mark.parametrize(
    ("moved", "beside", "order"),
    [
        ("d", {"before": "a"}, "dabc"),
        ("c", {"before": "b"}, "acbd"),
        ("a", {"after": "b"}, "bacd"),
        ("a", {"after": "d"}, "bcda"),
        ("b", {"before": "b"}, "abcd"),
        ("b", {}, "abcd"),
    ],
)
def test_task_stands_where_it_is_put(moved, beside, order, group, member, column):
    for _ in range(2):
        place_task(column[moved], by=member, **{way: column[title] for way, title in beside.items()})

    assert standing(group) == list(order)
    times = 0 if order == "abcd" else 1
    assert [action for action, _data in logged(column[moved])] == ["partners.task.place"] * times
    column[moved].refresh_from_db()
    assert column[moved].revision == 0


def test_beside_a_task_that_has_gone_on_there_is_no_place(group, member, column):
    set_task_state(column["a"], state="doing", by=member)

    place_task(column["d"], before=column["a"], by=member)

    assert standing(group) == ["b", "c", "d"]


def test_task_is_put_in_a_place_in_another_column(group, leader, member, column):
    for title in "ab":
        set_task_state(column[title], state="doing", by=leader)

    place_task(column["d"], state="doing", before=column["b"], by=member)

    assert (standing(group, "doing"), standing(group)) == (["a", "d", "b"], ["c"])
    assert [step.title for step in history_of(column["d"])] == ["Flyttet til: Pågår"]


def test_what_comes_into_a_column_stands_last_and_what_is_finished_first(group, leader, column):
    place_task(column["d"], before=column["a"], by=leader)
    create_task(group, by=leader, client_id=uuid.uuid4(), title="e")
    for title in "bda":
        set_task_state(column[title], state="done", by=leader)
    set_task_state(column["d"], state="open", by=leader)

    assert standing(group) == ["c", "e", "d"]
    assert standing(group, "done") == ["a", "b"]


def test_letter_is_not_sent_when_the_group_is_archived_meanwhile(group, leader, member):
    create_task(group, by=leader, client_id=uuid.uuid4(), title="Ring", owner=member, due=in_days(10))
    archive_group(group, by=leader)

    assert render(Letter.objects.waiting().get()) is None
    assert told(member) == []


@pytest.mark.parametrize("way", ["leaves", "observes"])
def test_who_takes_part_no_more_has_no_tasks_left_to_do(way, group, leader, member):
    place = group.members.get(user=member)
    task = take_task(TaskFactory(group=group, due=in_days(10)), by=member)
    done = TaskFactory(group=group, owner=member, state="done", finished_at=timezone.now())

    if way == "leaves":
        leave(place)
    else:
        change_place(place, place="observer", by=leader)

    task.refresh_from_db()
    done.refresh_from_db()
    assert (task.owner, done.owner) == (None, member)
    assert [to for kind, to in letters() if kind.startswith("tasks.")] == []


def test_task_stays_when_its_owner_closes_the_account_and_may_regret(group, member):
    task = TaskFactory(group=group, owner=member)

    close_account(member)

    task.refresh_from_db()
    assert task.owner == member
