"""The places of the programme's area: what they are called, and where they lie on a map drawn by ourselves.

A map is a file in `partners/organisations/maps`: the outline of the land, of what lies around it, and the
places in it, by latitude and longitude. `PARTNER_MAP` says which; without one there are places all the same,
but no drawing.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.text import clean_line

MAPS = Path(__file__).parent / "maps"
# The drawing's own measures. Beside the land there is room for the names of places at the shore.
HEIGHT = 860
MARGIN = 24
SIDE = 92


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    name: str = ""
    side: str = "right"

    def beside(self, gap):
        """Where its name begins, or ends when it stands to the left."""
        return round(self.x - gap if self.side == "left" else self.x + gap, 1)

    @property
    def anchor(self):
        return "end" if self.side == "left" else "start"

    @property
    def label_x(self):
        return self.beside(11)


@dataclass(frozen=True)
class Map:
    """A drawing: the path of the land, those of the land around it, names on the water, places by name."""

    name: str
    width: int
    height: int
    land: str
    around: tuple
    waters: tuple
    places: dict


def place_called(words):
    """A place as it is stored: by the map's spelling where the map knows it, under whichever name."""
    words = clean_line(words)
    if words.lower() in (spellings := _spellings()):
        return spellings[words.lower()]
    return words[:1].upper() + words[1:]


def the_map():
    """The map of this installation, or None. Raises ImproperlyConfigured for one that is not there."""
    data = _read(settings.PARTNER_MAP)
    return _drawn(settings.PARTNER_MAP) if data else None


@lru_cache
def _read(name):
    if not name:
        return {}
    path = MAPS / f"{name}.json"
    if path.parent != MAPS or not path.is_file():
        known = ", ".join(sorted(each.stem for each in MAPS.glob("*.json")))
        raise ImproperlyConfigured(f"PARTNER_MAP: there is no map called {name}, but {known}.")
    return json.loads(path.read_text())


def _spellings():
    places = _read(settings.PARTNER_MAP).get("places", [])
    return {
        name.lower(): place["name"] for place in places for name in [place["name"], *place.get("also", [])]
    }


@lru_cache
def _drawn(name):
    data = _read(name)
    project, width = _projection(data["land"])
    return Map(
        name=data["name"],
        width=width,
        height=HEIGHT,
        land=_smooth([project(*at) for at in data["land"]]),
        around=tuple(_smooth([project(*at) for at in land]) for land in data.get("around", [])),
        waters=tuple(Point(*project(*each["at"]), each["name"]) for each in data.get("waters", [])),
        places={
            each["name"]: Point(*project(*each["at"]), each["name"], each.get("side", "right"))
            for each in data["places"]
        },
    )


def _projection(land):
    """From degrees to the drawing, as wide as the land is at its latitude; and the drawing's width."""
    north, south = max(lat for lat, _lon in land), min(lat for lat, _lon in land)
    west, east = min(lon for _lat, lon in land), max(lon for _lat, lon in land)
    scale = (HEIGHT - 2 * MARGIN) / (north - south)
    across = scale * cos(radians((north + south) / 2))

    def project(latitude, longitude):
        x, y = SIDE + (longitude - west) * across, MARGIN + (north - latitude) * scale
        return round(x, 1), round(y, 1)

    return project, round(2 * SIDE + (east - west) * across)


def _smooth(points):
    """A closed path that bends through the middle of each stretch, so that corners become shores."""
    middles = [
        (round((x + after_x) / 2, 1), round((y + after_y) / 2, 1))
        for (x, y), (after_x, after_y) in zip(points, [*points[1:], points[0]], strict=True)
    ]
    start_x, start_y = middles[-1]
    bends = (f"Q{x} {y} {to_x} {to_y}" for (x, y), (to_x, to_y) in zip(points, middles, strict=True))
    return f"M{start_x} {start_y}{''.join(bends)}Z"
