"""Sections that subjects above put on a proposal's page: the talk about it, the decision, the agreement.

A section is a callable `(request, reader, proposal)` that gives a template's name and its context, or None
when it has nothing to show to this `Reader`. It is asked whoever reads, the public too, so it says itself
what they may see (`rules.level_of`); its template gets `proposal` and `programme` beside its own context.
"""

from home.sections import Section

_sections = []


def proposal_section(order):
    """Register a section below the head of a proposal's page; the content itself has order 50."""

    def register(make):
        _sections.append((order, make))
        return make

    return register


def proposal_sections(request, reader, proposal):
    """The sections there are for this reader as (order, `Section`), in order."""
    made = [(order, make(request, reader, proposal)) for order, make in _sections]
    return sorted(((order, Section(*each)) for order, each in made if each), key=lambda pair: pair[0])
