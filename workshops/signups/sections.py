"""What subjects above add to a signed-up person's own page.

A section is a callable `(request, signup)` that gives a template's name and its context, or None.
"""

from home.sections import Section

_sections = []


def personal_section(order):
    """Register a section of the personal page; the one with the smallest order stands on top."""

    def register(make):
        _sections.append((order, make))
        return make

    return register


def personal_sections(request, signup):
    in_order = sorted(_sections, key=lambda pair: pair[0])
    return [Section(*made) for _order, make in in_order if (made := make(request, signup))]
