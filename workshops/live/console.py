"""The facilitator's console: all of a meeting's controls on one page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from workshops.live import actions
from workshops.live.access import at_console
from workshops.live.errors import RoomError
from workshops.live.forms import LeadForm, PlanForm
from workshops.live.hall import HALL, lobby_context, show_context
from workshops.live.registry import console_links, entrances_of, part_of
from workshops.live.show import jump_in_words, next_item
from workshops.live.wall import address_of_room, qr_of

PANEL = "workshops/live/_console_panel.html"
# After these the whole console looks different.
WHOLE_PAGE = ["open", "close", "code"]


@require_safe
@at_console
def console(request, room):
    """The page; its panel and the activity's part are fetched anew when the meeting goes on."""
    entrance, own_entrance = entrances_of(HALL.room(room.pk), room.activity)
    context = {
        "entrance": entrance,
        "page": room.workshop,
        "address": address_of_room(request, room),
        "qr": qr_of(request, room),
        **panel_context(room),
        **activity_context(request, room, own_entrance),
        **lobby_context(room),
        "signed_up": room.workshop.signups.seated().count(),
    }
    return render(request, "workshops/live/console.html", context)


@require_safe
@at_console
def console_panel(request, room):
    return render(request, PANEL, panel_context(room))


@require_safe
@at_console
def console_activity(request, room):
    return render(request, "workshops/live/_console_activity.html", activity_context(request, room))


def panel_context(room):
    return {
        **show_context(room),
        "items": list(room.items.select_related("activity")),
        "next": next_item(room),
        "activities": list(room.activities.all()),
        "plan_form": PlanForm(room=room),
        "links": console_links(room),
        "last_step": room.steps.filter(undone_at=None).order_by("number").last(),
    }


def activity_context(request, room, entrance=None):
    part = part_of("console", request, room.activity, entrance=entrance)
    return {"room": room, "activity": room.activity, "part": part}


@require_POST
@at_console
def plan(request, room):
    """Which activity begins with which item."""
    form = PlanForm(request.POST, room=room)
    if form.is_valid():
        actions.plan_activities(room, form.plan(), by=request.user)
    if request.htmx:
        return render(request, PANEL, panel_context(room))
    return to_console(request, room)


@require_POST
@at_console
def lead(request, room):
    """One press of a button on the console."""
    form, notice = LeadForm(request.POST), ""
    if form.is_valid():
        before = room.item
        try:
            room = _led(room, by=request.user, **form.cleaned_data)
        except RoomError as refused:
            notice = refused.message
        else:
            notice = jump_in_words(before, room.item) if form.cleaned_data["do"] == "go" else ""
    if request.htmx and form.cleaned_data.get("do") not in WHOLE_PAGE:
        room.refresh_from_db()
        return render(request, PANEL, panel_context(room) | {"notice": notice})
    if notice:
        messages.warning(request, notice)
    return to_console(request, room)


def to_console(request, room):
    address = reverse("live_console", args=[room.code])
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _led(room, *, do, by, seen, item, activity, minutes):
    """The room as it stands after one press. Raises RoomError."""
    when = {"by": by, "seen": seen}
    if do == "go":
        return actions.go_to(room, get_object_or_404(room.items, pk=item), **when)
    if do == "extend":
        return actions.extend(room, minutes=minutes or 0, **when)
    if do == "activity":
        chosen = get_object_or_404(room.activities, pk=activity) if activity else None
        return actions.show_activity(room, chosen, **when)
    if do == "open":
        return actions.open_room(room.workshop, by=by)
    if do in OUTSIDE:
        return OUTSIDE[do](room, by=by)
    return STEPS[do](room, **when)


STEPS = {
    "next": actions.go_next,
    "pause": actions.pause,
    "resume": actions.resume,
    "undo": actions.undo,
}
OUTSIDE = {"close": actions.close_room, "code": actions.replace_code}
