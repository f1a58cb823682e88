"""What happens to a live room: it opens, is led from step to step, and closes."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm, remove_perm
from wagtail.log_actions import log

from partners.inputs.actions import write_receipt
from portal.pagecache import forget_pages
from workshops.live.codes import new_code
from workshops.live.errors import NothingToUndo, NotInRoom, RoomClosed, StaleStep
from workshops.live.hall import tell_of_arrival, tell_of_show
from workshops.live.models import LiveRoom, Participant, ShowItem, Step
from workshops.live.registry import input_activity, prepare, tell_of_claim, tell_of_closing
from workshops.live.rules import FACILITATE, is_valid, may_take_part
from workshops.live.show import is_for_input, next_item
from workshops.meetings.agenda import timed_parts
from workshops.meetings.models import WorkshopPage

# How long the code still opens the room after the meeting: people read on, and say what they forgot.
CODE_LASTS = timedelta(hours=12)
# The same press twice, rather than two people with the same thought.
SAME_PRESS = timedelta(seconds=5)
TIMES = ["item_started_at", "paused_at"]
STATE = ["item_id", "activity_id", "paused_seconds", "extra_seconds", *TIMES]


@transaction.atomic
def open_room(workshop, *, by):
    """Open the meeting's room; its run of show is made from the agenda once, and its activities beside.

    The activity for input begins with the first item that is called so. A room that is open stays as it is.
    One that was closed opens again as it stood, with a new code when the old one had expired. Returns the
    room.
    """
    workshop = WorkshopPage.objects.select_for_update(of=("self",)).get(pk=workshop.original.pk)
    room = LiveRoom.objects.filter(pk=workshop.pk).first()
    if room and may_take_part(room):
        return room
    if room is None:
        room = LiveRoom.objects.create(workshop=workshop, expires_at=_expiry(workshop))
        ShowItem.objects.bulk_create(_items(room))
        prepare(room)
        _begin_with_input(room)
    else:
        if not is_valid(room):
            room.code = new_code()
        room.expires_at, room.closed_at = _expiry(workshop), None
        room.save(update_fields=["code", "expires_at", "closed_at"])
    log(workshop, "workshops.live.open", user=by)
    forget_pages()
    tell_of_show(room, with_activity=True)
    return room


def _expiry(workshop):
    return max(workshop.end, timezone.now()) + CODE_LASTS


def _items(room):
    parts = timed_parts(room.workshop.agenda, room.workshop.start)
    rows = [(part, item) for part in parts for item in part.items]
    return [
        ShowItem(
            room=room,
            order=order,
            part=part.title,
            title=item.title,
            presenter=item.presenter or "",
            minutes=item.minutes or 0,
        )
        for order, (part, item) in enumerate(rows, start=1)
    ]


def _begin_with_input(room):
    item = next((each for each in room.items.all() if is_for_input(each)), None)
    if item:
        item.activity = input_activity(room.activities.all())
        item.save(update_fields=["activity"])


@transaction.atomic
def close_room(room, *, by):
    """End the live part: nobody writes any more, and what was said goes on as input. Twice is harmless."""
    room = _locked(room)
    if room.is_open:
        room.closed_at = timezone.now()
        room.step += 1
        room.save(update_fields=["closed_at", "step"])
        log(room.workshop, "workshops.live.close", user=by)
        forget_pages()
        _write_receipts(tell_of_closing(room, by))
        tell_of_show(room, with_activity=True)
    return room


def _write_receipts(inputs):
    by_giver = defaultdict(list)
    for input in inputs:
        if input.giver:
            by_giver[input.giver].append(input)
    for giver, theirs in by_giver.items():
        write_receipt(theirs, person=giver, language=theirs[0].language)


@transaction.atomic
def replace_code(room, *, by):
    """A new code, for when the old one came to those who should not have it. Participants stay in."""
    room = _locked(room)
    room.code = new_code()
    room.save(update_fields=["code"])
    log(room.workshop, "workshops.live.code", user=by)
    tell_of_show(room)
    return room


@transaction.atomic
def join_room(room, *, client_id, name="", kind, organisation="", person=None, signup=None):
    """Let somebody in. Once for a person, and once for a form, however often it is sent.

    Raises `RoomClosed`.
    """
    room = _locked(room)
    if not may_take_part(room):
        raise RoomClosed
    known = Participant.objects.filter(room=room)
    here = known.filter(person=person).first() if person else known.filter(client_id=client_id).first()
    if here:
        return here
    participant = Participant.objects.create(
        room=room,
        client_id=client_id,
        name=name,
        kind=kind,
        organisation=organisation,
        person=person,
        signup=signup,
    )
    tell_of_arrival(room)
    return participant


@transaction.atomic
def claim_participant(participant, *, person, signup=None):
    """Somebody who came by the code proves who they are: what they said here is theirs from now on.

    Who is in the room as that person already stays that one. Returns the participant that they are.
    """
    room = _locked(participant.room)
    participant = Participant.objects.select_for_update().get(pk=participant.pk)
    known = Participant.objects.filter(room=room, person=person).first()
    if known or participant.person_id:
        return known or participant
    participant.person, participant.signup = person, signup
    participant.save(update_fields=["person", "signup"])
    tell_of_claim(participant)
    return participant


@transaction.atomic
def go_to(room, item, *, by, seen):
    """Begin an item of the run of show, and what belongs to it.

    `seen` is the step that the one who presses has seen (`LiveRoom.step`). Pressing twice is harmless;
    somebody else's step in between raises `StaleStep`. Raises `RoomClosed`, and `NotInRoom`.
    """
    room = _locked(room)
    if item.room_id != room.pk:
        raise NotInRoom
    return _take_step(
        room,
        "go_to",
        by=by,
        seen=seen,
        item_id=item.pk,
        item_started_at=timezone.now(),
        paused_at=None,
        paused_seconds=0,
        extra_seconds=0,
        activity_id=item.activity_id or room.activity_id,
    )


def go_next(room, *, by, seen):
    """Begin the item after the current one; after the last one nothing happens. As `go_to`."""
    item = next_item(room)
    return go_to(room, item, by=by, seen=seen) if item else room


@transaction.atomic
def pause(room, *, by, seen):
    """Let the clock stand still. As `go_to`."""
    room = _locked(room)
    if room.item_id is None or room.is_paused:
        return room
    return _take_step(room, "pause", by=by, seen=seen, paused_at=timezone.now())


@transaction.atomic
def resume(room, *, by, seen):
    """Let the clock go on. As `go_to`."""
    room = _locked(room)
    if not room.is_paused:
        return room
    stood = round((timezone.now() - room.paused_at).total_seconds())
    paused = room.paused_seconds + max(stood, 0)
    return _take_step(room, "resume", by=by, seen=seen, paused_at=None, paused_seconds=paused)


@transaction.atomic
def extend(room, *, minutes, by, seen):
    """Give the current item more time, or less. As `go_to`."""
    room = _locked(room)
    if room.item_id is None:
        return room
    return _take_step(room, "extend", by=by, seen=seen, extra_seconds=room.extra_seconds + minutes * 60)


@transaction.atomic
def show_activity(room, activity, *, by, seen):
    """Let all look at an activity; None for none. As `go_to`."""
    room = _locked(room)
    if activity and activity.room_id != room.pk:
        raise NotInRoom
    return _take_step(room, "activity", by=by, seen=seen, activity_id=activity.pk if activity else None)


@transaction.atomic
def plan_activities(room, plan, *, by):
    """Say which activity begins with which item: {item: activity or None}. What has begun stays as it is."""
    room = _locked(room)
    changed = [item for item, activity in plan.items() if item.activity_id != (activity and activity.pk)]
    for item in changed:
        item.activity = plan[item]
        item.save(update_fields=["activity"])
    if changed:
        log(room.workshop, "workshops.live.plan", user=by)
        tell_of_show(room)


@transaction.atomic
def undo(room, *, by, seen):
    """Take the last step back: the room stands as it stood before, with the time that has gone since.

    As `go_to`; raises `NothingToUndo`.
    """
    room = _locked(room)
    _check(room, seen)
    last = room.steps.filter(undone_at=None).order_by("number").last()
    if last is None:
        raise NothingToUndo
    last.undone_at = timezone.now()
    last.save(update_fields=["undone_at"])
    return _set_state(room, "undo", by=by, state=_state_from(last.before))


@transaction.atomic
def let_facilitate(room, user, *, by):
    """Give somebody the right to lead this meeting. Twice is harmless."""
    assign_perm(FACILITATE, user, room)
    log(room.workshop, "workshops.live.grant", user=by, data={"user": user.pk})


@transaction.atomic
def take_facilitation(room, user, *, by):
    """Take the right to lead this meeting back."""
    remove_perm(FACILITATE, user, room)
    log(room.workshop, "workshops.live.ungrant", user=by, data={"user": user.pk})


def _locked(room):
    rooms = LiveRoom.objects.select_for_update(of=("self",)).select_related("item", "workshop")
    return rooms.get(pk=room.pk)


def _check(room, seen):
    if not room.is_open:
        raise RoomClosed
    if seen != room.step:
        raise StaleStep


def _take_step(room, what, *, by, seen, **state):
    if _is_same_press(room, what, by, seen):
        return room
    _check(room, seen)
    before = {name: getattr(room, name) for name in STATE}
    before |= {name: before[name] and before[name].isoformat() for name in TIMES}
    Step.objects.create(room=room, number=room.step + 1, what=what, before=before, by=by)
    return _set_state(room, what, by=by, state=state)


def _is_same_press(room, what, by, seen):
    last = room.steps.filter(number=room.step, what=what, by=by).first() if seen == room.step - 1 else None
    return last is not None and timezone.now() - last.at < SAME_PRESS


def _state_from(before):
    return before | {name: before[name] and datetime.fromisoformat(before[name]) for name in TIMES}


def _set_state(room, what, *, by, state):
    activity = room.activity_id
    for name, value in state.items():
        setattr(room, name, value)
    room.step += 1
    room.save(update_fields=["step", *(name.removesuffix("_id") for name in STATE)])
    if room.activity_id and room.activity.opened_at is None:
        room.activity.opened_at = timezone.now()
        room.activity.save(update_fields=["opened_at"])
    log(room.workshop, "workshops.live.step", user=by, data={"what": what, "step": room.step})
    tell_of_show(room, with_activity=room.activity_id != activity)
    return room
