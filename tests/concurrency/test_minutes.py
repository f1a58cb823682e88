"""Minutes under a crowd: nothing is written into what is approved, and no change is lost."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from partners.decisions.actions import close_decision
from partners.decisions.outcomes import write_outcome
from partners.groups.actions import archive_group
from partners.minutes.actions import answer_meeting
from partners.minutes.agenda import add_item
from partners.minutes.approving import approve_minutes, correct_minutes
from partners.minutes.errors import Changed, Frozen, MayNot
from partners.minutes.from_poll import call_found_meeting
from partners.minutes.letters import CALLED
from partners.minutes.models import GroupMeeting
from partners.minutes.replica import Replica
from partners.minutes.writing import write_update, written_in
from portal.mail.models import Letter
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import AgendaItemFactory, GroupMeetingFactory, GroupMemberFactory, in_days, make_decision

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]


def scene(number):
    meeting = GroupMeetingFactory()
    return meeting, GroupMemberFactory.create_batch(number, group=meeting.group, place="leader")


def writes(meeting, members):
    return [
        partial(
            write_update,
            meeting,
            by=each.user,
            client_id=uuid.uuid4(),
            content=Replica().rewritten(f"<{each.pk}>"),
        )
        for each in members
    ]


def test_found_time_that_several_call_at_once_is_one_meeting():
    leader = GroupMemberFactory(place="leader")
    times = [{"start": in_days(8, hour=18), "end": in_days(8, hour=20)}]
    poll = make_decision(leader.group, kind="times", by=leader.user, options=times)
    close_decision(poll, by=leader.user)
    write_outcome(poll, text="Da.", chosen_option=poll.options.get(), by=leader.user)
    call = partial(call_found_meeting, poll, by=leader.user, title="Møte", place="Verkstedet")

    called = all_at_once([call] * 6, threads=6)

    assert {meeting.pk for meeting in called} == {GroupMeeting.objects.get().pk}
    assert Letter.objects.filter(kind=CALLED).count() == 1


def test_everything_written_at_once_is_kept():
    meeting, members = scene(8)

    numbers = all_at_once(writes(meeting, members), threads=8)

    meeting.refresh_from_db()
    text = str(written_in(meeting))
    assert sorted(numbers) == [*range(1, 9)]
    assert sorted(text.replace("><", "> <").split()) == sorted(f"<{each.pk}>" for each in members)


def test_approved_minutes_hold_all_that_was_taken_or_are_not_approved():
    meeting, members = scene(5)
    approve = partial(approve_minutes, meeting, by=members[0].user, seen=0)

    outcomes = all_at_once([*writes(meeting, members[:2]), approve, *writes(meeting, members[2:])], threads=6)

    meeting.refresh_from_db()
    refused = [each for each in outcomes if isinstance(each, Frozen)]
    if meeting.is_approved:
        assert (len(refused), meeting.minutes, meeting.updates.count()) == (5, "", 0)
    else:
        assert refused == []
        assert len([each for each in outcomes if isinstance(each, Changed)]) == 1
        assert len(str(written_in(meeting))) > 0


def test_without_the_lock_something_taken_is_lost():
    meeting, _members = scene(2)
    here = all_have_read(2)

    @transaction.atomic
    def write_without_lock():
        seen = GroupMeeting.objects.get(pk=meeting.pk)
        here.wait()
        if seen.is_approved:
            raise Frozen
        seen.updates.create(number=1, client_id=uuid.uuid4(), content=Replica().rewritten("Mitt"))
        return 1

    @transaction.atomic
    def approve_without_lock():
        seen = GroupMeeting.objects.get(pk=meeting.pk)
        seen.minutes = str(written_in(seen))
        here.wait()
        approved_at = seen.created_at
        GroupMeeting.objects.filter(pk=seen.pk).update(minutes=seen.minutes, approved_at=approved_at)

    outcomes = all_at_once([write_without_lock, approve_without_lock], threads=2)

    meeting.refresh_from_db()
    assert outcomes[0] == 1
    assert (meeting.is_approved, meeting.minutes) == (True, "")


def test_what_is_pressed_while_the_minutes_are_approved_is_answered():
    meeting, (leader,) = scene(1)
    item = AgendaItemFactory(meeting=meeting)
    paths = [
        reverse("group_meeting_cancel", args=[meeting.pk]),
        reverse("agenda_remove", args=[meeting.pk, item.pk]),
        reverse("agenda_move", args=[meeting.pk, item.pk]),
        reverse("agenda_fetch", args=[meeting.pk]),
    ]
    with ThreadPoolExecutor(len(paths)) as pool:
        with transaction.atomic():
            approve_minutes(meeting, by=leader.user, seen=0)
            answers = [pool.submit(press, leader.user, path) for path in paths]
            wait_until_blocked(len(paths))

        assert [each.result().status_code for each in answers] == [302] * 4
    assert meeting.agenda.count() == 1


@pytest.fixture
def held():
    """A leader of a group with a meeting that was held, and one to come whose minutes are approved."""
    leader = GroupMemberFactory(place="leader")
    over = GroupMeetingFactory(group=leader.group, start=in_days(-2), end=in_days(-1))
    ready = GroupMeetingFactory(group=leader.group)
    return leader, over, approve_minutes(ready, by=leader.user, seen=0)


def writes_of_each_kind(leader, over, ready):
    by, text = leader.user, Replica().rewritten("For sent")
    return [
        partial(answer_meeting, ready, by=by, comes="yes"),
        partial(add_item, over, by=by, title="For sent"),
        partial(write_update, over, by=by, client_id=uuid.uuid4(), content=text),
        partial(correct_minutes, ready, by=by, text="For sent", client_id=uuid.uuid4()),
    ]


def test_nothing_is_written_in_the_moment_the_group_is_archived(held):
    calls = writes_of_each_kind(*held)

    with ThreadPoolExecutor(len(calls)) as pool, transaction.atomic():
        archive_group(held[0].group, by=held[0].user)
        outcomes = [pool.submit(all_at_once, [call]) for call in calls]
        wait_until_blocked(len(calls))

    assert [type(each.result()[0]) for each in outcomes] == [MayNot] * len(calls)


def test_without_the_groups_lock_something_is_written_after_it_is_archived(held):
    leader, over, _ready = held
    here, archived = all_have_read(2), all_have_read(2)

    @transaction.atomic
    def write_without_lock():
        meeting = GroupMeeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=over.pk)
        here.wait()
        archived.wait()
        if meeting.group.is_active:
            meeting.agenda.create(title="For sent")

    def archive():
        here.wait()
        archive_group(leader.group, by=leader.user)
        archived.wait()

    all_at_once([write_without_lock, archive], threads=2)

    leader.group.refresh_from_db()
    assert (leader.group.is_active, over.agenda.count()) == (False, 1)


def press(user, path):
    client = Client()
    client.force_login(user)
    try:
        return client.post(path)
    finally:
        connection.close()


def wait_until_blocked(number):
    """Until so many others wait for a lock that we hold."""
    blocked = "datname = current_database() AND wait_event_type = 'Lock'"
    with connection.cursor() as cursor:
        for _time in range(600):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {blocked}")
            if cursor.fetchone()[0] >= number:
                return
            time.sleep(0.05)
    raise TimeoutError
