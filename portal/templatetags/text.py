"""Text from people in templates: `{% load text %}`."""

from django import template

from portal import text
from portal.markdown import light_html

register = template.Library()


@register.filter
def render_plain(value):
    """`{{ input.text|render_plain }}`: escaped paragraphs, with links that search engines do not follow."""
    return text.plain_html(value or "")


@register.filter
def render_light(value):
    """`{{ comment|render_light }}`: light Markdown from people as safe HTML."""
    return light_html(value or "")


@register.filter
def excerpt(value, length=280):
    """`{{ input.text|excerpt:160 }}`: the beginning on one line, cut between words."""
    return text.plain_excerpt(value or "", int(length))
