"""A call for volunteers under a crowd: never more have a place than there are. With a control that fails."""

from functools import partial

import pytest
from django.db import transaction

from partners.callouts.actions import change_call_out
from partners.callouts.volunteering import accept_volunteer, volunteer_for, withdraw
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import CallOutFactory, GroupMemberFactory, UserFactory

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]


def states(call_out):
    return sorted(call_out.volunteers.values_list("state", flat=True))


def test_a_crowd_gets_no_more_places_than_there_are():
    call_out = CallOutFactory(places=3)

    all_at_once(
        [partial(volunteer_for, call_out, user=user, language="nb") for user in UserFactory.create_batch(12)]
    )

    assert states(call_out) == ["accepted"] * 3 + ["waiting"] * 9


def test_without_the_lock_more_have_a_place():
    call_out = CallOutFactory(places=1)
    here = all_have_read(2)

    @transaction.atomic
    def come_without_lock(user):
        is_free = call_out.volunteers.accepted().count() < call_out.places
        here.wait()
        call_out.volunteers.create(user=user, state="accepted" if is_free else "waiting")

    all_at_once([partial(come_without_lock, user) for user in UserFactory.create_batch(2)], threads=2)

    assert states(call_out) == ["accepted"] * 2


def test_two_leaders_who_answer_at_once_give_the_place_to_one():
    call_out = CallOutFactory(places=1, accepts_at_once=False)
    leaders = GroupMemberFactory.create_batch(2, group=call_out.group, place="leader")
    asking = [volunteer_for(call_out, user=user, language="nb") for user in UserFactory.create_batch(6)]

    calls = [partial(accept_volunteer, each, by=leaders[n % 2].user) for n, each in enumerate(asking)]
    all_at_once(calls, threads=6)

    assert states(call_out) == ["accepted"] + ["waiting"] * 5


def test_no_place_stands_free_while_somebody_waits():
    call_out = CallOutFactory(places=4)
    coming = [volunteer_for(call_out, user=user, language="nb") for user in UserFactory.create_batch(8)]
    calls = [partial(withdraw, each) for each in coming[:3]]
    calls += [
        partial(volunteer_for, call_out, user=user, language="nb") for user in UserFactory.create_batch(2)
    ]
    calls.append(partial(change_call_out, call_out, seen=0, by=None, places=6))

    all_at_once(calls, threads=6)

    assert states(call_out) == ["accepted"] * 6 + ["waiting"] + ["withdrawn"] * 3
