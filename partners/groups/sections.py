"""Sections that subjects above put on a group's page: its talks, decisions, tasks, documents, meetings.

A section is a callable `(request, group, member)` that gives a template's name and its context, or None when
it has nothing to show. It is asked only for those who have a place in the group: `member` is theirs, with the
group selected. Its template gets `group` and `member` beside its own context. A line is a callable
`(groups, user)` that gives `(template, context)` for groups on cards, by primary key, in one query.
"""

from home.sections import Section

_sections = []
_on_cards = []
_beside = []


def group_section(order, *, aside=False):
    """Register a section of a group's page: below its purpose, or `aside`, by its facts."""

    def register(make):
        _sections.append((order, aside, make))
        return make

    return register


def on_group_cards(order):
    """Register a line on the card of a group, for those who have a place in it or may see its members."""

    def register(make):
        _on_cards.append((order, make))
        return make

    return register


def beside_the_list(order):
    """Register a section of the list of groups: a callable `(request)`, asked for everyone signed in."""

    def register(make):
        _beside.append((order, make))
        return make

    return register


def sections_beside(request):
    in_order = sorted(_beside, key=lambda each: each[0])
    return [Section(*made) for _order, make in in_order if (made := make(request))]


def sections_of(request, group, member, *, aside):
    """The sections there are for this member, in order."""
    in_order = sorted(_sections, key=lambda each: each[0])
    made = [make(request, group, member) for _order, place, make in in_order if place == aside]
    return [Section(*each) for each in made if each]


def lines_of(groups, user):
    """The lines of each card, by the group's primary key."""
    in_order = sorted(_on_cards, key=lambda each: each[0])
    made = [make(groups, user) for _order, make in in_order]
    return {group.pk: [Section(*each[group.pk]) for each in made if group.pk in each] for group in groups}
