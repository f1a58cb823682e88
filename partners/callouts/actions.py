"""What happens to calls for volunteers: made, changed, called off. Who comes: `volunteering`."""

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from partners.callouts import letters
from partners.callouts.errors import Changed, IsOver, NotTheirs, TooFewPlaces
from partners.callouts.models import CallOut, Volunteer
from partners.groups.actions import locked_at_work
from partners.groups.closing import when_archived
from portal.text import clean_line, clean_text

CLEANERS = {"title": clean_line, "text": clean_text, "place": clean_line, "skills": clean_line}
WRITTEN = (*CLEANERS, "starts_at", "ends_at", "places", "accepts_at_once", "shown")
TIMES = ("starts_at", "ends_at", "place")


@transaction.atomic
def create_call_out(group, *, by, client_id, **values):
    """A new call of the group. The same `client_id` again gives the same call.

    Raises `Archived`, and `NotTheirs` for a `client_id` of somebody else or of another group.
    """
    group = locked_at_work(group)
    call_out = CallOut(group=group, created_by=by, client_id=client_id, **_cleaned(values))
    try:
        with transaction.atomic():
            call_out.save()
    except IntegrityError:
        there = CallOut.objects.filter(client_id=client_id).first()
        if there is None:
            raise
        if (there.group_id, there.created_by_id) != (group.pk, by.pk):
            raise NotTheirs from None
        return there
    log(call_out, "partners.call_out.create", user=by, data={"group": group.pk})
    return call_out


@transaction.atomic
def change_call_out(call_out, *, seen, by, **values):
    """Change what is in `values`. Those who come are told of a new time or place; new places are filled.

    Raises `Changed` when it is no longer at the revision `seen`, `IsOver`, `Archived`, and `TooFewPlaces`
    when more people have a place than there would be.
    """
    call_out = locked_at_work_call_out(call_out)
    values = _cleaned(values)
    changes = {
        name: [str(getattr(call_out, name)), str(value)]
        for name, value in values.items()
        if getattr(call_out, name) != value
    }
    if not changes:
        return call_out
    if seen != call_out.revision:
        raise Changed
    if values.get("places", call_out.places) < call_out.volunteers.accepted().count():
        raise TooFewPlaces
    for name, value in values.items():
        setattr(call_out, name, value)
    call_out.revision += 1
    call_out.save(update_fields=[*WRITTEN, "revision"])
    log(call_out, "partners.call_out.change", user=by, data={"changes": changes})
    if any(name in changes for name in TIMES):
        letters.write_moved(call_out)
    if call_out.accepts_at_once:
        # Nobody is left waiting for an answer that nobody is asked for any more.
        asked = call_out.volunteers.asking().select_for_update(of=("self",))
        for volunteer in asked.select_related("user"):
            set_state(call_out, volunteer, Volunteer.State.WAITING)
            letters.write_waiting(volunteer)
    fill_places(call_out)
    return call_out


@transaction.atomic
def cancel_call_out(call_out, *, by):
    """Call it off, and tell everybody who was to come. Twice is harmless. Raises `Archived`, `IsOver`."""
    call_out = held(call_out)
    if call_out.is_cancelled:
        return call_out
    if call_out.is_over:
        raise IsOver
    return _call_off(call_out, by=by)


@when_archived
def call_off_all(group, by):
    """Nobody comes to what a group whose work has ended had called for."""
    for call_out in group.call_outs.coming().select_for_update(of=("self",)).order_by("pk"):
        call_out.group = group
        _call_off(call_out, by=by)


def _call_off(call_out, *, by):
    call_out.state = CallOut.State.CANCELLED
    call_out.revision += 1
    call_out.save(update_fields=["state", "revision"])
    log(call_out, "partners.call_out.cancel", user=by)
    letters.write_cancelled(call_out)
    return call_out


def held(call_out):
    """The call as it is now, held until the transaction ends, its group too. Raises `Archived`."""
    group = locked_at_work(call_out.group)
    call_out = CallOut.objects.select_for_update(of=("self",)).get(pk=call_out.pk)
    call_out.group = group
    return call_out


def locked_at_work_call_out(call_out):
    """The same. Raises `IsOver` too."""
    call_out = held(call_out)
    if call_out.is_cancelled or call_out.is_over:
        raise IsOver
    return call_out


def fill_places(call_out):
    """Give the free places of a call that the caller holds to those who wait, in order."""
    free = call_out.places - call_out.volunteers.accepted().count()
    for volunteer in call_out.volunteers.waiting().select_related("user")[: max(0, free)]:
        set_state(call_out, volunteer, Volunteer.State.ACCEPTED)
        letters.write_accepted(call_out, volunteer)


def set_state(call_out, volunteer, state, *, by=None):
    """Write and log another state of one who comes to a call that the caller holds."""
    before, volunteer.state = volunteer.state, state
    volunteer.revision += 1
    volunteer.save()
    data = {"volunteer": volunteer.pk, "user": volunteer.user_id, "state": [before, str(state)]}
    log(call_out, "partners.call_out.volunteer", user=by, data=data)


def _cleaned(values):
    return {name: CLEANERS[name](value) if name in CLEANERS else value for name, value in values.items()}
