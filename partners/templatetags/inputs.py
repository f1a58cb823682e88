"""Input in templates: `{% load inputs %}`."""

from django import template

from partners.inputs.models import Input
from portal.markdown import light_html
from portal.text import plain_html

register = template.Library()

STATUS_COLORS = {
    Input.Status.CONSIDERING: "info",
    Input.Status.ADOPTED: "success",
    Input.Status.PARTLY: "success",
    Input.Status.NOT_ADOPTED: "korall",
    Input.Status.ANSWERED: "blaa",
    Input.Status.HIDDEN: "danger",
}


@register.filter
def said(input):
    """`{{ input|said }}`: its text as HTML, as it was meant: comments may hold light Markdown."""
    return light_html(input.text) if input.kind else plain_html(input.text)


@register.filter
def status_color(status):
    """The design's colour for a status; the words beside it say the same."""
    return STATUS_COLORS.get(status, "neutral")
