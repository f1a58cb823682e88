"""What apps above show on the pages of roles and at their desk, of facts that roles know nothing of.

A section is a callable `(request, role)` that gives a template's name and its context, or None when it has
nothing to show. A badge is a callable `(roles)` that gives the same for each role of a list, by primary key.
"""

from home.sections import Section

_sections = []
_badges = []
_at_desk = []


def role_section(order, *, aside=False):
    """Register a section of a role's page: below its text, or `aside`, by its facts."""

    def register(make):
        _sections.append((order, aside, make))
        return make

    return register


def desk_section(order):
    """Register what the coordinator sees of a role below its form: `(role)` gives a template and context."""

    def register(make):
        _at_desk.append((order, make))
        return make

    return register


def desk_sections_of(role):
    made = [make(role) for _order, make in sorted(_at_desk, key=lambda each: each[0])]
    return [Section(*each) for each in made if each]


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
