"""The wall screen: the same for all, large, and without anybody at the keys."""

from urllib.parse import urlsplit

import segno
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.icons import Svg
from workshops.live.access import at_room
from workshops.live.hall import HALL, expected_context, lobby_context, show_context
from workshops.live.registry import entrances_of, part_of

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
        "qr": qr_of(request, room),
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


def part_context(request, room, entrance=None):
    part = part_of("wall", request, room.activity, entrance=entrance)
    return {"room": room, "activity": room.activity, "part": part}


def address_of_room(request, room):
    """What people type: the address without what every browser adds by itself."""
    parts = urlsplit(request.build_absolute_uri(room.get_absolute_url()))
    return f"{parts.netloc}{parts.path}"


def qr_of(request, room):
    """The room's address as a QR code, drawn as SVG without a style of its own."""
    code = segno.make(request.build_absolute_uri(room.get_absolute_url()), error="m", micro=False)
    return Svg(code.svg_inline(border=2, omitsize=True, svgclass="om-qr", lineclass=None, title=None))
