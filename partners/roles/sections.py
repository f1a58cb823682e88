"""What apps above show on the pages of roles, of facts that roles know nothing of.

A section is a callable `(request, role)` that gives a template's name and its context, or None when it has
nothing to show. A badge is a callable `(roles)` that gives the same for each role of a list, by primary key.
"""

from home.sections import Section

_sections = []
_badges = []


def role_section(order, *, aside=False):
    """Register a section of a role's page: below its text, or `aside`, by its facts."""

    def register(make):
        _sections.append((order, aside, make))
        return make

    return register


def role_badge(make):
    """Register what stands on each role of a list. It may make one query for all of them."""
    _badges.append(make)
    return make


def sections_of(request, role, *, aside):
    in_order = sorted(_sections, key=lambda each: each[0])
    made = [make(request, role) for _order, place, make in in_order if place == aside]
    return [Section(*each) for each in made if each]


def badges_of(roles):
    """The badges of each role, by primary key."""
    made = [make(roles) for make in _badges]
    return {role.pk: [Section(*each[role.pk]) for each in made if role.pk in each] for role in roles}
