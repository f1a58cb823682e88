"""What one person can reach, as lines to read. Each subject answers by its own rules, not by a copy."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

_parts = []
_abilities = []


@dataclass(frozen=True)
class Line:
    label: str
    answer: str
    note: str = ""


@dataclass(frozen=True)
class Part:
    title: str
    lines: list
    # What to say when there is no line.
    empty: str = ""


def reaches(order):
    """Register a part: a callable that takes an account and gives a `Part`, or None."""

    def register(make):
        _parts.append((order, make))
        return make

    return register


def ability(label, may):
    """Register something that only some may do at all, by lazily translated words and its rule."""
    _abilities.append((label, may))


def abilities_of(user):
    return [Line(str(label), yes_no(may(user))) for label, may in _abilities]


def reach_of(user):
    """Every part in order."""
    in_order = sorted(_parts, key=lambda pair: pair[0])
    return [part for _order, make in in_order if (part := make(user))]


def yes_no(truth):
    return _("Yes") if truth else _("No")
