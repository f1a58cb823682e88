"""What subjects above add to a meeting's public page, below when and where it is.

A section is a callable `(request, original)` that gives a template and its context, or None. `original`
is the page that carries the meeting's facts.
"""

from home.sections import Section

_sections = []


def meeting_section(make):
    """Register a section of a meeting's page."""
    _sections.append(make)
    return make


def meeting_sections(request, original):
    return [Section(*made) for make in _sections if (made := make(request, original))]
