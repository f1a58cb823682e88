"""Partners gathered by place, for the map and for the list beside it."""

from dataclasses import dataclass
from math import sqrt

from django.utils.translation import gettext as _

from partners.organisations.places import Point

SHOWN = 3
SMALLEST, LARGEST = 17, 40


@dataclass(frozen=True)
class Spot:
    """One place: how many partners there are, and the first of their names. `at` is None off the map."""

    place: str
    count: int
    names: tuple
    at: Point | None = None

    @property
    def title(self):
        return self.place or _("Place not given")

    @property
    def more(self):
        """How many are there beside those named."""
        return self.count - len(self.names)

    @property
    def radius(self):
        """Of a circle whose area follows the count."""
        return round(min(LARGEST, SMALLEST + 5 * sqrt(self.count - 1)), 1)

    @property
    def label_x(self):
        return self.at.beside(self.radius + 8)


def spots_of(rows, the_map):
    """Rows of (place, count, names): `known` are those on the map, north first, `other` the rest, by name.

    `empty` are the places on the map where nobody is: they help a reader to find the others.
    """
    known_places = the_map.places if the_map else {}
    spots = [
        Spot(place, count, tuple(names[:SHOWN]), known_places.get(place)) for place, count, names in rows
    ]
    return {
        "known": sorted((spot for spot in spots if spot.at), key=lambda spot: spot.at.y),
        "other": sorted(
            (spot for spot in spots if not spot.at), key=lambda spot: (not spot.place, spot.place)
        ),
        "empty": [
            point for name, point in known_places.items() if name not in {spot.place for spot in spots}
        ],
        "count": sum(spot.count for spot in spots),
    }
