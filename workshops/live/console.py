"""The facilitator's console: all of a meeting's controls on one page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from partners.inputs.rules import may_answer
from workshops.live import actions
from workshops.live.access import at_console
from workshops.live.errors import RoomError
from workshops.live.forms import LeadForm, PlanForm
from workshops.live.hall import HALL, lobby_context, show_context
from workshops.live.registry import (
    console_links,
    counts_of,
    entrances_of,
    files_of,
    input_activity,
    part_of,
)
from workshops.live.show import is_for_input, jump_in_words, next_item
from workshops.live.wall import address_of_room, qr_of

# What a press answers: the panel, and beside it what there is to go to.
ANSWER = "workshops/live/_console_answer.html"
# After these the whole console looks different.
WHOLE_PAGE = ["open", "close", "code"]


@require_safe
@at_console
def console(request, room):
    """The page; its panel, list and activity are fetched anew when the meeting goes on."""
    entrance, own_entrance = entrances_of(HALL.room(room.pk), room.activity)
    context = {
        "entrance": entrance,
        "page": room.workshop,
        "address": address_of_room(request, room),
        "qr": qr_of(request.build_absolute_uri(room.get_absolute_url())),
        **led_context(room),
        **activity_context(request, room, own_entrance),
        **lobby_context(room),
        "signed_up": room.workshop.signups.seated().count(),
    }
    return render(request, "workshops/live/console.html", context)


@require_safe
@at_console
def console_panel(request, room):
    return render(request, "workshops/live/_console_panel.html", panel_context(room))


@require_safe
@at_console
def console_list(request, room):
    return render(request, "workshops/live/_console_list.html", list_context(room))


@require_safe
@at_console
def console_activity(request, room):
    return render(request, "workshops/live/_console_activity.html", activity_context(request, room))


def led_context(room):
    """All that a press may change."""
    return panel_context(room) | list_context(room)


def panel_context(room):
    """What leads the meeting on."""
    activities = list(room.activities.all())
    return {
        **show_context(room),
        "next": next_item(room),
        "activities": activities,
        "prompted": prompted(room, activities),
        "last_step": room.steps.filter(undone_at=None).order_by("number").last(),
    }


def prompted(room, activities):
    """The activity for input, at an item where that is given and nothing is shown: who leads is reminded."""
    if not room.is_open or room.activity_id or room.item is None or not is_for_input(room.item):
        return None
    return input_activity(activities)


def list_context(room):
    """What there is to go to: items, those that are over apart while the meeting goes on, and other pages."""
    items = list(room.items.select_related("activity"))
    at = room.item.order if room.item and room.is_open else 0
    return {
        "room": room,
        "done": [each for each in items if each.order < at],
        "to_come": [each for each in items if each.order >= at],
        "activities": list(room.activities.all()),
        "plan_form": PlanForm(room=room),
        "links": console_links(room),
    }


def activity_context(request, room, entrance=None):
    """What is on the screen; of a room that is closed, what came of it."""
    if not room.is_open:
        return {
            "room": room,
            "page": room.workshop,
            "answers": may_answer(request.user),
            "numbers": counts_of(room),
            "files": files_of(room),
        }
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
        return render(request, ANSWER, led_context(room))
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
        return render(request, ANSWER, led_context(room) | {"notice": notice})
    if notice:
        messages.warning(request, notice)
    if form.cleaned_data.get("do") == "activity":
        return redirect(at_shown(room))
    return to_console(request, room)


def at_shown(room):
    """The console, at what is on the screen."""
    return reverse("live_console", args=[room.code]) + "#shown"


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
