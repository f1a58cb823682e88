"""Roles in templates: `{% load roles %}`."""

from django import template

from partners.roles import deadlines, units

register = template.Library()


# Of the states of coverage (`partners.coverage.coverage.State`), by their values.
STATE_COLORS = {"missing": "danger", "in_dialogue": "info", "partly": "warning", "covered": "success"}


@register.filter
def state_color(state):
    """The design's colour for how far a role is covered; the word beside it says the same."""
    return STATE_COLORS[state]


@register.filter
def needed(role):
    """`{{ role|needed }}`: how much of the role is needed, in its unit."""
    return units.amount_in_words(role.amount, role.unit)


@register.filter
def in_unit_of(amount, role):
    """`{{ offer.amount|in_unit_of:role }}`."""
    return units.amount_in_words(amount, role.unit)


@register.filter
def plain_number(amount):
    """An amount whose unit is said elsewhere."""
    return units.number_in_words(amount)


@register.filter
def countdown(deadline):
    """How long it is until a deadline, in words."""
    return deadlines.countdown(deadline)


@register.filter
def told(role, field):
    """`{{ role|told:"title" }}`: a text of the role in the reader's language."""
    return role.told(field)
