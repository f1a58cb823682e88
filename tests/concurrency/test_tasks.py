"""The columns of a group's board under a crowd: each task in one place, and no move lost."""

from functools import partial

import pytest
from django.db import transaction

from partners.tasks.actions import place_task, set_task_state
from partners.tasks.models import Task
from portal.ordering import put, renumber
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import GroupMemberFactory, TaskFactory

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]


@pytest.fixture
def member():
    return GroupMemberFactory()


def column_of(member, titles):
    return {title: TaskFactory(group=member.group, title=title) for title in titles}


def standing(member):
    return "".join(member.group.tasks.filter(state="open").as_arranged().values_list("title", flat=True))


def test_two_who_move_at_once_are_both_heard(member):
    tasks = column_of(member, "abcd")

    all_at_once(
        [
            partial(place_task, tasks["d"], before=tasks["a"], by=member.user),
            partial(place_task, tasks["b"], after=tasks["c"], by=member.user),
        ]
    )

    assert standing(member) == "dacb"


def test_without_the_lock_one_of_two_moves_is_lost(member):
    tasks = column_of(member, "abcd")
    here = all_have_read(2)

    @transaction.atomic
    def place_without_lock(moved, **beside):
        keys = [each.pk for each in member.group.tasks.as_arranged()]
        here.wait()
        renumber(Task, put(keys, tasks[moved].pk, **{way: tasks[each].pk for way, each in beside.items()}))

    all_at_once(
        [partial(place_without_lock, "d", before="a"), partial(place_without_lock, "b", after="c")],
        threads=2,
    )

    assert standing(member) in ("dabc", "acbd")


def test_moves_at_once_leave_every_task_in_one_place(member):
    tasks = column_of(member, "abcdefgh")
    moves = [partial(place_task, tasks[title], before=tasks["a"], by=member.user) for title in "bcd"]
    moves += [partial(place_task, tasks[title], after=tasks["h"], by=member.user) for title in "ab"]
    moves += [partial(set_task_state, tasks[title], state="doing", by=member.user) for title in "efg"]

    outcomes = all_at_once(moves)

    assert not [each for each in outcomes if isinstance(each, Exception)]
    assert sorted(standing(member)) == [*"abcdh"]
    for state in ("open", "doing"):
        positions = member.group.tasks.filter(state=state).values_list("position", flat=True)
        assert len(positions) == len(set(positions))
