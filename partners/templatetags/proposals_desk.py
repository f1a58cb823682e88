"""Proposals at the desk in templates: `{% load proposals_desk %}`."""

from django import template

from partners.assessments import queue

register = template.Library()

register.filter("whom_it_waits_for", queue.whom_it_waits_for)
register.filter("status_in_words", queue.status_in_words)


@register.filter
def seen_key(decision):
    """«key:revision»: which draft a box stands for, as its reader sees it."""
    return f"{decision.pk}:{decision.revision}"
