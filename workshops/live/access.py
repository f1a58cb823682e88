"""The way into a live room: a code that opens it, and who one is there; else 404."""

from functools import wraps

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from portal.prepared import Given, Prepared
from portal.ratelimit import too_many, were_too_many
from workshops.live.codes import read_code
from workshops.live.models import LiveRoom, Participant
from workshops.live.rules import is_valid, may_facilitate
from workshops.live.visitors import knows_code, participant_id, remember

# Wrong codes from one network address. A whole hall may share it, so it must bear some slips of the finger.
GUESSES = {"limit": 200, "seconds": 600}

# A hall presses at once: on the way to what it wants it reads these.
_room = Prepared(
    lambda: LiveRoom.objects.filter(code=Given("code")).select_related("workshop__locale", "item", "activity")
)
_participant = Prepared(lambda: Participant.objects.filter(pk=Given("pk"), room=Given("room")))
# Whoever signed in after coming by the code is the one of the account.
_participants = Prepared(
    lambda: Participant.objects.filter(
        Q(pk=Given("pk")) | Q(person__user=Given("user")), room=Given("room")
    ).order_by("person")
)


def room_by(code):
    """The room with that code, whatever its state, with what its page shows; or None."""
    return _room.first(code=read_code(code))


def has_guessed_enough(request):
    """Whether so many wrong codes came from the address that a right one opens nothing there either."""
    return were_too_many(request, "live_code", **GUESSES)


def refuse_guess(request):
    """The answer to a code that opens nothing: no such page, and no more tries after many."""
    if too_many(request, "live_code", **GUESSES):
        return render(request, "429.html", status=429)
    raise Http404


def at_room(view, *, find=lambda code, **_: room_by(code)):
    """Give the view the `room` of the code in the address. The session keeps that it knows the code.

    Who knows it already is let in from an address of too many wrong ones, too.

    `find` finds it by the arguments of the address, for a view that needs other things of it.
    """

    @wraps(view)
    def gated(request, code, **arguments):
        room = find(code, **arguments)
        if room is None or not (is_valid(room) or may_facilitate(request.user, room)):
            return refuse_guess(request)
        if not knows_code(request.session, room):
            if has_guessed_enough(request):
                return refuse_guess(request)
            remember(request.session, room)
        return view(request, room=room, **arguments)

    return never_cache(gated)


def as_participant(view, **how):
    """As `at_room`, with the `participant` that the reader is; who is none yet is asked to come in first."""

    @wraps(view)
    def gated(request, room, **arguments):
        participant = participant_of(request, room)
        if participant is None:
            return redirect(room)
        return view(request, room=room, participant=participant, **arguments)

    return at_room(gated, **how)


def at_console(view):
    """Give the view the `room` of the code when the reader leads it; an expired code is no hindrance."""

    @wraps(view)
    def gated(request, code, **arguments):
        room = room_by(code) if request.user.is_authenticated else None
        if room is None or not may_facilitate(request.user, room):
            raise Http404
        remember(request.session, room)
        return view(request, room=room, **arguments)

    return never_cache(gated)


def participant_of(request, room):
    """Who the reader is in the room, by session or account; None for who has not come in. One query."""
    mine = {"pk": participant_id(request.session, room), "room": room.pk}
    if request.user.is_authenticated:
        return _participants.first(user=request.user.pk, **mine)
    return _participant.first(**mine) if mine["pk"] else None


def unclaimed_in(request, room, signup):
    """Who came by the code in this browser, at any time, and may be the one who signed up; or None."""
    participant = participant_of(request, room)
    return participant if participant and not participant.person_id and signup.person_id else None
