"""Organisations in templates: `{% load organisations %}`."""

from django import template
from stdnum.no import orgnr

from partners.organisations.models import Organisation
from partners.organisations.register import number_in

register = template.Library()

STATUS_COLORS = {
    Organisation.Status.PENDING: "warning",
    Organisation.Status.VERIFIED: "success",
    Organisation.Status.REJECTED: "danger",
    Organisation.Status.SUSPENDED: "danger",
}


@register.filter
def organisation_color(status):
    """The design's colour for a status; the words beside it say the same."""
    return STATUS_COLORS.get(status, "neutral")


@register.filter
def register_color(organisation):
    """The design's colour for what the register says."""
    return "warning" if organisation.is_in_doubt else "success"


@register.filter
def number_groups(number):
    """`123456785` as people read it: 123 456 785."""
    return orgnr.format(number) if number else ""


@register.filter
def is_number(words):
    """Whether somebody has typed an organisation number."""
    return bool(number_in(words or ""))


@register.filter
def initials(name):
    """The first letters of a person's first and last name, for the round picture of them."""
    words = (name or "").split()
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()
