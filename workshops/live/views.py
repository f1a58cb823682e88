"""The live room as participants see it: by the code, by the personal link, or signed in."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partners.people.actions import person_of
from portal.ratelimit import allow, too_many
from workshops.live.access import (
    as_participant,
    at_room,
    has_guessed_enough,
    participant_of,
    refuse_guess,
    room_by,
    unclaimed_in,
)
from workshops.live.actions import claim_participant, join_room
from workshops.live.errors import RoomClosed
from workshops.live.forms import CodeForm, JoinForm
from workshops.live.hall import HALL, expected_context, lobby_context, show_context
from workshops.live.models import LiveRoom
from workshops.live.registry import entrances_of, part_of
from workshops.live.rules import is_valid, may_facilitate, may_take_part
from workshops.live.visitors import forget, remember
from workshops.signups.known import known_of
from workshops.signups.models import SignUp
from workshops.signups.personal import signup_or_404
from workshops.signups.rules import may_see_link

METHODS = ["GET", "HEAD", "POST"]
# From one network address: a large hall may share one.
ARRIVALS = {"limit": 1500, "seconds": 600}
# Into one room, from wherever they come.
ARRIVALS_IN_ROOM = {"limit": 5000, "per": timedelta(minutes=10)}
TOO_MANY = gettext_lazy("Very many come in right now. Wait a minute and press the button again.")


@require_safe
@never_cache
def enter_code(request):
    """Where the code is typed."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    status = 200
    if form.is_bound and form.is_valid():
        room = room_by(form.cleaned_data["code"])
        if room and is_valid(room) and not has_guessed_enough(request):
            return redirect(room)
        form.add_error("code", _("No meeting has this code now. Check it against the screen."))
    if form.is_bound:
        status = 422
        try:
            return refuse_guess(request)
        except Http404:
            pass
    return render(request, "workshops/live/code.html", {"form": form}, status=status)


@require_http_methods(METHODS)
@at_room
def live_room(request, room):
    """The room for who is in it; for others the form to come in."""
    if participant := participant_of(request, room):
        return show_room(request, room, participant)
    if not may_take_part(room):
        return render(request, "workshops/live/closed.html", {"room": room, "page": room.workshop})
    form = JoinForm(request.POST or None, initial=_known(request))
    if form.is_valid() and _too_many_come(request, room):
        form.add_error(None, TOO_MANY)
        return show_form(request, room, form, status=429)
    if form.is_valid():
        person = person_of(request.user) if request.user.is_authenticated else None
        try:
            participant = join_room(room, person=person, **form.cleaned_data)
        except RoomClosed as closed:
            messages.error(request, closed.message)
        else:
            remember(request.session, room, participant)
        return redirect(room)
    return show_form(request, room, form, status=422 if form.is_bound else 200)


def _too_many_come(request, room):
    return too_many(request, "live_join", **ARRIVALS) or not allow(f"live_room:{room.pk}", **ARRIVALS_IN_ROOM)


def show_form(request, room, form, *, status):
    context = {"room": room, "page": room.workshop, "form": form}
    return render(request, "workshops/live/join.html", context, status=status)


def _known(request):
    known = known_of(request)
    names = {"name": "name", "on_behalf_of": "kind", "organisation": "organisation"}
    return {field: known[name] for name, field in names.items() if name in known}


def show_room(request, room, participant, activity=None, *, part=None, status=200):
    """What all look at, or the `activity` that the reader looks at on their own.

    `part` is what a form with errors shows in place of the activity.
    """
    shown = activity or room.activity
    entrance, own_entrance = entrances_of(HALL.room(room.pk), shown)
    context = {
        "entrance": entrance,
        "room": room,
        "page": room.workshop,
        "participant": participant,
        "leads": may_facilitate(request.user, room),
        "own_way": activity,
        "activities": open_activities(room),
        "activity": shown,
        "part": part or part_of("show", request, shown, participant, entrance=own_entrance),
        "video_link": video_link_of(participant),
        **lobby_context(room),
        **expected_context(room),
        **show_context(room),
    }
    return render(request, "workshops/live/room.html", context, status=status)


def open_activities(room):
    return list(room.activities.exclude(opened_at=None))


def video_link_of(participant):
    signup = participant.signup
    return signup.workshop.desk.video_link if signup and may_see_link(signup) else ""


@require_safe
@at_room
def now(request, room):
    """What the meeting is at, as a part of each page of the room: for who missed too much."""
    return render(request, "workshops/live/_show.html", show_context(room))


@require_safe
@as_participant
def current_activity(request, room, participant):
    """What all look at now, as a part of the page."""
    if not request.htmx:
        return redirect(room)
    part = part_of("show", request, room.activity, participant)
    context = {"room": room, "activity": room.activity, "part": part}
    return render(request, "workshops/live/_activity.html", context)


@require_safe
@as_participant
def activities(request, room, participant):
    """What one can take part in, as a part of the page."""
    context = {"room": room, "activities": open_activities(room)}
    return render(request, "workshops/live/_activities.html", context)


@require_safe
@as_participant
def look_at(request, room, participant, pk):
    """An activity that one looks at on one's own, while the others follow the facilitator."""
    activity = get_object_or_404(room.activities.exclude(opened_at=None), pk=pk)
    return show_room(request, room, participant, activity=activity)


@require_POST
@as_participant
def claim(request, room, participant):
    """Who signed in after coming by the code says that it was them."""
    if not request.user.is_authenticated:
        return redirect(room)
    participant = claim_participant(participant, person=person_of(request.user))
    remember(request.session, room, participant)
    messages.success(request, _("What you write here is yours: you find it, and the answers, on “My page”."))
    return redirect(room)


@require_POST
@as_participant
def leave(request, room, participant):
    """Forget in this browser who one was: what was said stays."""
    forget(request.session, room)
    messages.success(request, _("You have left the meeting room."))
    return redirect(room.workshop.get_url(request) or reverse("enter_code"))


@require_POST
@never_cache
def join_by_link(request, token):
    """Into the room from the personal page: the participant is the one who signed up."""
    signup = signup_or_404(token)
    room = get_object_or_404(LiveRoom.objects.select_related("workshop"), workshop=signup.workshop_id)
    if (guest := unclaimed_in(request, room, signup)) and not may_take_part(room):
        claim_participant(guest, person=signup.person, signup=signup)
        messages.success(request, _("What you wrote in the meeting room is yours now, and stands here."))
        return redirect(signup)
    if signup.status not in SignUp.ACTIVE or signup.person is None or not may_take_part(room):
        messages.error(request, RoomClosed.message)
        return redirect(signup)
    remember(request.session, room, _arrive(request, room, signup))
    return redirect(room)


def _arrive(request, room, signup):
    """Who came by the code in this browser before is now known to be the one who signed up."""
    if guest := unclaimed_in(request, room, signup):
        return claim_participant(guest, person=signup.person, signup=signup)
    return join_room(
        room,
        client_id=None,
        name=signup.name,
        kind=signup.on_behalf_of,
        organisation=signup.organisation_name,
        person=signup.person,
        signup=signup,
    )
