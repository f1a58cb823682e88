"""The wall screen: the same for all, large, and without anybody at the keys."""

from urllib.parse import urlsplit

import segno
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.icons import Svg
from workshops.live.access import at_room
from workshops.live.hall import HALL, expected_context, lobby_context, show_context
from workshops.live.registry import entrances_of, part_of
from workshops.live.show import next_item

THEMES = ["light", "dark"]


@require_safe
@at_room
def wall(request, room):
    """`?tema=dark` for a dark hall."""
    theme = request.GET.get("tema")
    entrance, own_entrance = entrances_of(HALL.room(room.pk), room.activity)
    context = {
        "entrance": entrance,
        "page": room.workshop,
        "address": address_of_room(request, room),
        "qr": qr_of(request.build_absolute_uri(room.get_absolute_url())),
        "theme": theme if theme in THEMES else THEMES[0],
        **show_context(room),
        **lobby_context(room),
        **expected_context(room),
        **part_context(request, room, own_entrance),
    }
    return render(request, "workshops/live/wall.html", context)


@require_safe
@at_room
def wall_activity(request, room):
    return render(request, "workshops/live/_wall_activity.html", part_context(request, room))


@require_safe
@at_room
def wall_words(request, room):
    return render(request, "workshops/live/_wall_words.html", words_context(request, room))


def part_context(request, room, entrance=None):
    """The activity that all look at; without one, and after the meeting, words."""
    if not room.is_open or room.activity is None:
        return words_context(request, room)
    part = part_of("wall", request, room.activity, entrance=entrance)
    return {"room": room, "activity": room.activity, "part": part}


def words_context(request, room):
    """What comes next; when the room is closed, where one reads what came of it."""
    if room.is_open:
        return {"room": room, "next": next_item(room)}
    results = request.build_absolute_uri(reverse("input_list"))
    return {
        "room": room,
        "results": address_in_words(results),
        "results_qr": qr_of(f"{results}?page={room.pk}"),
    }


def address_of_room(request, room):
    """What people type to come in."""
    return address_in_words(request.build_absolute_uri(room.get_absolute_url()))


def address_in_words(url):
    """The address without what every browser adds by itself."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"


def qr_of(url):
    """An address as a QR code, drawn as SVG without a style of its own."""
    code = segno.make(url, error="m", micro=False)
    return Svg(code.svg_inline(border=2, omitsize=True, svgclass="om-qr", lineclass=None, title=None))
