"""Proposals in templates: `{% load proposals %}`."""

import json

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from partners.proposals import changes, reading

register = template.Library()

register.filter("amount_told", reading.amount_told)
register.filter("seen_by", reading.seen_by)
register.filter("period_told", changes.period_told)
register.filter("rows_with_readers", reading.rows_with_readers)


@register.filter
def as_json(values):
    """Values for a script, in a data attribute; escaped there like any other text."""
    return json.dumps(values, ensure_ascii=False)


@register.filter
def step_url(slug, proposal):
    """`{{ "tilbud"|step_url:proposal }}`: a page of the draft."""
    return reverse("proposal_step", args=[proposal.pk, slug])


@register.filter
def name_or_colleague(user):
    """Who it was, by name; never by address."""
    return user.name or _("A colleague")
