"""Sections that apps above put on «My page».

A section is a callable `(request, person)` that gives a template's name and its context, or None when it has
nothing to show.
"""

from home.sections import Section

_sections = []


def my_section(order):
    """Register a section of «My page»; the one with the smallest order stands on top."""

    def register(make):
        _sections.append((order, make))
        return make

    return register


def my_sections(request, person):
    """What there is to show of one's own, in order."""
    in_order = sorted(_sections, key=lambda pair: pair[0])
    return [Section(*made) for _order, make in in_order if (made := make(request, person))]
