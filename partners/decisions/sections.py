"""What subjects above show of decisions: below an outcome, and on the rows of the group's list.

A section is a callable `(decision, member)` that gives a template's name and its context, or None when it has
nothing to show. It is asked of decisions that are over, for those who have a place in the group. A line is a
callable `(decisions)` that gives `(template, context)` for rows, by primary key, in one query.
"""

from home.sections import Section

_below_outcomes = []
_on_rows = []


def below_outcome(make):
    """Register a section below the outcome on a decision's page."""
    _below_outcomes.append(make)
    return make


def on_decision_rows(make):
    """Register a line on the rows of decisions that are over."""
    _on_rows.append(make)
    return make


def sections_below(decision, member):
    made = [make(decision, member) for make in _below_outcomes]
    return [Section(*each) for each in made if each]


def lines_of(decisions):
    """The lines of each row, by the decision's primary key."""
    made = [make(decisions) for make in _on_rows]
    return {each.pk: [Section(*lines[each.pk]) for lines in made if each.pk in lines] for each in decisions}
