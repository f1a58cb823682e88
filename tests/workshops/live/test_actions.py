"""A live room opens, is led from step to step by one or two, and closes."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.live.models import Change
from tests.factories import PersonFactory, WorkshopPageFactory
from workshops.live.actions import (
    claim_participant,
    close_room,
    extend,
    go_next,
    go_to,
    join_room,
    let_facilitate,
    open_room,
    pause,
    replace_code,
    resume,
    show_activity,
    take_facilitation,
    undo,
)
from workshops.live.errors import NothingToUndo, NotInRoom, RoomClosed, StaleStep
from workshops.live.models import Activity, LiveRoom, Participant
from workshops.live.rules import is_valid, may_facilitate, may_take_part
from workshops.live.show import countdown, next_item

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def titles(room):
    return [item.title for item in room.items.all()]


def told(room):
    return [change.bodies for change in Change.objects.filter(room__name=f"meeting:{room.pk}")]


def test_run_of_show_is_the_agenda(room):
    assert titles(room) == ["Velkommen", "Konseptet", "Innspill"]
    assert [(item.part, item.minutes, item.presenter) for item in room.items.all()][0] == (
        "Del 1",
        10,
        "Ordfører",
    )


def test_opening_twice_is_harmless(room, leader):
    again = open_room(room.workshop, by=leader)

    assert again.code == room.code
    assert LiveRoom.objects.count() == 1
    assert room.items.count() == 3


def test_a_translation_opens_the_room_of_its_original(room, leader, english):
    translation = english(room.workshop, title="Dialogue meeting")

    assert open_room(translation, by=leader) == room


def test_next_goes_through_the_agenda_and_stops_at_its_end(room, leader):
    seen = []
    for _press in range(4):
        room = go_next(room, by=leader, seen=room.step)
        seen.append(room.item.title)

    assert seen == ["Velkommen", "Konseptet", "Innspill", "Innspill"]
    assert next_item(room) is None


def test_next_pressed_twice_goes_on_once(room, leader):
    go_next(room, by=leader, seen=0)
    room = go_next(room, by=leader, seen=0)

    assert (room.item.title, room.step) == ("Velkommen", 1)


def test_who_acts_on_an_older_picture_than_another_facilitator_is_told(room, leader, other_leader):
    go_next(room, by=leader, seen=0)

    with pytest.raises(StaleStep):
        go_next(room, by=other_leader, seen=0)

    room.refresh_from_db()
    assert room.item.title == "Velkommen"


def test_clock_counts_down_stands_still_goes_on_and_runs_over(room, leader):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        room = go_next(room, by=leader, seen=0)
        assert countdown(room).minutes == 10

        clock.shift(4 * MINUTE)
        room = pause(room, by=leader, seen=room.step)
        clock.shift(30 * MINUTE)
        assert (countdown(room).minutes, countdown(room).is_paused) == (6, True)

        room = resume(room, by=leader, seen=room.step)
        room = extend(room, minutes=2, by=leader, seen=room.step)
        assert countdown(room).minutes == 8

        clock.shift(7 * MINUTE)
        assert (countdown(room).is_soon, countdown(room).is_over) == (True, False)

        clock.shift(4 * MINUTE)
        assert (countdown(room).is_over, countdown(room).minutes) == (True, 3)


def test_undo_takes_back_the_last_steps_one_by_one(room, leader, activity):
    room = go_next(room, by=leader, seen=0)
    room = show_activity(room, activity, by=leader, seen=room.step)
    room = go_next(room, by=leader, seen=room.step)

    room = undo(room, by=leader, seen=room.step)
    assert (room.item.title, room.activity) == ("Velkommen", activity)
    room = undo(room, by=leader, seen=room.step)
    assert (room.item.title, room.activity) == ("Velkommen", None)
    room = undo(room, by=leader, seen=room.step)
    assert room.item is None
    with pytest.raises(NothingToUndo):
        undo(room, by=leader, seen=room.step)


def test_undo_restores_the_clock_as_it_would_stand_now(room, leader):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        room = go_next(room, by=leader, seen=0)
        clock.shift(3 * MINUTE)
        room = go_next(room, by=leader, seen=room.step)
        clock.shift(MINUTE)
        room = undo(room, by=leader, seen=room.step)

        assert (room.item.title, countdown(room).minutes) == ("Velkommen", 6)


def test_item_brings_its_activity_and_the_next_one_keeps_it(room, leader, activity):
    first = room.items.first()
    first.activity = activity
    first.save()

    room = go_next(room, by=leader, seen=0)
    assert room.activity == activity
    room = go_next(room, by=leader, seen=room.step)
    assert room.activity == activity


def test_one_activity_is_shown_at_a_time_and_stays_open_to_look_at(room, leader, activity):
    other = Activity.objects.create(room=room, kind="test", title="Neste", order=2)

    room = show_activity(room, activity, by=leader, seen=0)
    room = show_activity(room, other, by=leader, seen=room.step)

    assert room.activity == other
    assert room.activities.exclude(opened_at=None).count() == 2


def test_what_belongs_to_another_room_is_refused(room, leader):
    other = open_room(WorkshopPageFactory(), by=leader)
    foreign = Activity.objects.create(room=other, kind="test", title="Fremmed")

    with pytest.raises(NotInRoom):
        show_activity(room, foreign, by=leader, seen=0)


def test_closed_room_takes_no_step_and_nobody_in(room, leader, join):
    close_room(room, by=leader)
    close_room(room, by=leader)

    with pytest.raises(RoomClosed):
        go_next(room, by=leader, seen=1)
    with pytest.raises(RoomClosed):
        join("Sen")


def test_room_opens_again_as_it_stood_with_the_code_that_people_know(room, leader):
    go_next(room, by=leader, seen=0)
    close_room(room, by=leader)

    again = open_room(room.workshop, by=leader)

    assert (again.code, again.item.title, again.is_open) == (room.code, "Velkommen", True)


def test_code_expires_half_a_day_after_the_meeting_and_is_new_when_opened_later(room, leader):
    with time_machine.travel(room.workshop.end + timedelta(hours=13)):
        assert not is_valid(room)
        assert not may_take_part(room)

        again = open_room(room.workshop, by=leader)

        assert again.code != room.code
        assert may_take_part(again)


def test_code_can_be_replaced(room, leader):
    assert replace_code(room, by=leader).code != room.code


def test_form_sent_twice_makes_one_participant(room):
    client_id = "4b6e6a5e-6c4e-4a0f-8a73-3ff2b7a3a001"
    one = join_room(room, client_id=client_id, name="Fuglen", kind="self")
    two = join_room(room, client_id=client_id, name="Fuglen", kind="self")

    assert one == two


def test_person_is_in_the_room_once(room, join):
    person = PersonFactory()

    assert join("Kari", person=person) == join("Kari igjen", person=person)


def test_arrivals_are_told_by_number_and_not_by_name(room, join):
    before = len(told(room))

    join("Fuglen")

    (arrival,) = told(room)[before:]
    assert "<strong>1</strong>" in json.loads(arrival["nb"])["html"]
    assert "Fuglen" not in arrival["nb"]


def test_participant_who_came_by_the_code_is_claimed_by_a_person(room, join):
    bird, person = join("Fuglen"), PersonFactory()

    assert claim_participant(bird, person=person).person == person
    assert claim_participant(join("To"), person=person) == bird
    assert Participant.objects.filter(person=person).count() == 1


def test_right_to_lead_one_meeting_is_given_and_taken(room, leader, other_leader):
    other = open_room(WorkshopPageFactory(), by=leader)
    assert not may_facilitate(other_leader, room)

    let_facilitate(room, other_leader, by=leader)
    fresh = type(other_leader).objects.get(pk=other_leader.pk)
    assert may_facilitate(fresh, room)
    assert not may_facilitate(fresh, other)

    take_facilitation(room, other_leader, by=leader)
    assert not may_facilitate(type(other_leader).objects.get(pk=other_leader.pk), room)


def test_going_to_any_item_starts_its_clock_anew(room, leader):
    last = room.items.last()

    room = go_to(room, last, by=leader, seen=0)

    assert (room.item, countdown(room).minutes) == (last, 30)
