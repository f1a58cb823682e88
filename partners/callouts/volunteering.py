"""Who comes to a call for volunteers. Each takes the call's row: never more have a place than there are."""

from django.db import transaction
from django.utils import timezone

from partners.callouts import letters
from partners.callouts.actions import fill_places, held, locked_at_work_call_out, set_state
from partners.callouts.errors import Declined, KeptOut, NotForThem, NotStanding
from partners.callouts.models import Volunteer
from partners.callouts.rules import is_for
from partners.groups.leaving import when_no_longer_in
from partners.threads.rules import may_take_part
from portal.text import clean_text

State = Volunteer.State


@transaction.atomic
def volunteer_for(call_out, *, user, language, text=""):
    """Say that `user` comes: they get a place, stand in line, or ask the leaders. Twice is harmless.

    Raises `IsOver`, `Archived`, `NotForThem`, `KeptOut`, and `Declined` for who has been told no.
    """
    call_out = locked_at_work_call_out(call_out)
    volunteer = call_out.volunteers.filter(user=user).first()
    if volunteer and volunteer.is_standing:
        return volunteer
    if volunteer and volunteer.state == State.DECLINED:
        raise Declined
    if not is_for(call_out, call_out.group.members.filter(user=user).first()):
        raise NotForThem
    if not may_take_part(user):
        raise KeptOut
    volunteer = volunteer or Volunteer(call_out=call_out, user=user, state=State.WITHDRAWN)
    volunteer.text, volunteer.language, volunteer.since = clean_text(text), language, timezone.now()
    if call_out.accepts_at_once:
        _let_in(call_out, volunteer, by=user)
    else:
        set_state(call_out, volunteer, State.ASKED, by=user)
        letters.write_asked(call_out, volunteer)
    return volunteer


@transaction.atomic
def accept_volunteer(volunteer, *, by):
    """Give them a place, or where all are taken the last one on the waiting list. Twice is harmless.

    Raises `IsOver`, `Archived`, and `NotStanding` for who has withdrawn.
    """
    call_out, volunteer = _as_it_is(volunteer)
    if volunteer.state in (State.ACCEPTED, State.WAITING):
        return volunteer
    if volunteer.state == State.WITHDRAWN:
        raise NotStanding
    _let_in(call_out, volunteer, by=by)
    return volunteer


@transaction.atomic
def decline_volunteer(volunteer, *, by):
    """Say no, and tell them; a place that they had goes to the first who waits. Twice is harmless.

    Raises as `accept_volunteer` does.
    """
    call_out, volunteer = _as_it_is(volunteer)
    if volunteer.state == State.DECLINED:
        return volunteer
    if volunteer.state == State.WITHDRAWN:
        raise NotStanding
    _end(call_out, volunteer, State.DECLINED, by=by)
    letters.write_declined(call_out, volunteer)
    fill_places(call_out)
    return volunteer


@transaction.atomic
def withdraw(volunteer):
    """They do not come after all; their place goes to the first who waits. Twice is harmless; a no stands.

    Raises `IsOver`, `Archived`.
    """
    call_out, volunteer = _as_it_is(volunteer)
    if volunteer.is_standing:
        _end(call_out, volunteer, State.WITHDRAWN, by=volunteer.user)
        fill_places(call_out)
    return volunteer


@when_no_longer_in
def let_go_of_places(group, user):
    """Who is no longer in the group does not come to what is for the group alone."""
    mine = Volunteer.objects.standing().filter(user=user, call_out__in=group.call_outs.coming())
    for volunteer in mine.select_related("call_out__group").order_by("pk"):
        if volunteer.call_out.shown == volunteer.call_out.Shown.GROUP:
            let_go(volunteer)


def let_go(volunteer):
    """End the place of somebody who is gone, and give it to the first who waits."""
    call_out = held(volunteer.call_out)
    _end(call_out, volunteer, State.WITHDRAWN, by=None)
    if not call_out.is_cancelled and not call_out.is_over:
        fill_places(call_out)


def _let_in(call_out, volunteer, *, by):
    """A place if there is one and nobody stands before them; else the last one in the line.

    Who is let in by another is told so in either case.
    """
    volunteer.since = timezone.now()
    if call_out.volunteers.accepted().count() < call_out.places:
        set_state(call_out, volunteer, State.ACCEPTED, by=by)
        letters.write_accepted(call_out, volunteer)
    else:
        set_state(call_out, volunteer, State.WAITING, by=by)
        if by != volunteer.user:
            letters.write_waiting(volunteer)


def _end(call_out, volunteer, state, *, by):
    letters.take_back(volunteer)
    set_state(call_out, volunteer, state, by=by)


def _as_it_is(volunteer):
    call_out = locked_at_work_call_out(volunteer.call_out)
    volunteer = Volunteer.objects.select_related("user").get(pk=volunteer.pk)
    volunteer.call_out = call_out
    return call_out, volunteer
