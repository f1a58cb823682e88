"""The hub's room of a meeting: what everybody in it sees change."""

from django.db.models import Count
from django.template.loader import render_to_string

from portal.live.actions import tell
from portal.live.rooms import register_kind
from workshops.live.models import KIND_LABELS, LiveRoom
from workshops.live.rules import is_valid, may_facilitate
from workshops.live.show import countdown
from workshops.live.visitors import knows_code


def may_enter(user, key):
    """Who has come in by the code, and who leads."""
    room = LiveRoom.objects.filter(pk=key).first() if key.isdecimal() else None
    return room is not None and (
        may_facilitate(user, room) or is_valid(room) and knows_code(user.session, room)
    )


def show_context(room):
    """What the page says of the run of show."""
    return {"room": room, "item": room.item, "countdown": countdown(room) if room.is_open else None}


def lobby_context(room):
    """Who is here, by kind: numbers, and the names of nobody. One query."""
    kinds = room.participants.order_by().values_list("kind").annotate(Count("pk"))
    numbers = dict(kinds)
    rows = [(label, numbers[kind]) for kind, label in KIND_LABELS.items() if kind in numbers]
    return {"room": room, "rows": rows, "number": sum(numbers.values())}


def expected_context(room):
    """Who is signed up, by kind, while the meeting has not begun: numbers, and nobody's name. One query."""
    if room.has_begun or not room.is_open:
        return {"expected": []}
    kinds = room.workshop.signups.seated().order_by().values_list("on_behalf_of").annotate(Count("pk"))
    numbers = dict(kinds)
    return {"expected": [(label, numbers[kind]) for kind, label in KIND_LABELS.items() if kind in numbers]}


PARTS = {
    "show": ("#show", "workshops/live/_show.html", show_context),
    "lobby": ("#lobby-numbers", "workshops/live/_lobby_numbers.html", lobby_context),
}


def render(key, what, data):
    """The run of show and the lobby are the same for all; an activity each fetches as they may see it."""
    if what not in PARTS:
        return data
    target, template, context = PARTS[what]
    room = LiveRoom.objects.select_related("item", "workshop").get(pk=key)
    return {"target": target, "swap": "replace", "html": render_to_string(template, context(room))}


HALL = register_kind("meeting", may_enter=may_enter, render=render)


def tell_of_show(room, *, with_activity=False):
    """To be called last in a transaction that leads the meeting on."""
    tell(HALL, room.pk, what="show")
    if with_activity:
        title = room.activity.title if room.is_open and room.activity else ""
        tell(HALL, room.pk, what="activity", title=title, closed=not room.is_open)


def tell_of_list(room):
    """There is more, or something else, that one can take part in on one's own."""
    tell(HALL, room.pk, what="list")


def tell_of_arrival(room):
    tell(HALL, room.pk, what="lobby")
