"""The icons of the interface: Aksel's drawings under our own names, written into the page as inline SVG."""

import json
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "static/vendor/aksel/icons.json"

# Aksel has no sign for a feed.
OWN = {
    "rss": '<path d="M5.5 4C13.2 4 19.5 10.3 19.5 18M5.5 10C9.9 10 13.5 13.6 13.5 18" fill="none" '
    'stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>'
    '<circle cx="6.5" cy="17" r="1.75" fill="currentColor"/>'
}


class Svg(str):
    """A drawing made here, with every value from outside escaped: templates write it as it is."""

    __slots__ = ()

    def __html__(self):
        return self


class UnknownIcon(LookupError):
    """A template or a page asked for an icon that is not in the data file."""


@cache
def icon_paths():
    """Every icon's drawing by name, on a 24 by 24 grid and coloured by `currentColor`."""
    return json.loads(DATA.read_text()) | OWN


def path_of(name):
    """The drawing of one icon. Raises `UnknownIcon`."""
    try:
        return icon_paths()[name]
    except KeyError:
        raise UnknownIcon(f"No icon is called {name!r}") from None


@cache
def icon_svg(name):
    """The icon as the design system wants it: decorative, hidden from assistive technology."""
    return Svg(
        '<svg class="ds-icon" viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">'
        f"{path_of(name)}</svg>"
    )
