"""Replies in templates: `{% load threads %}`."""

from django import template
from django.utils.translation import gettext as _

from partners.people.mentions import words_html
from partners.threads.letters import reply_names

register = template.Library()


@register.filter
def reply_html(reply):
    """The words of a reply of `in_thread()` as escaped paragraphs, with those it mentions in bold."""
    return words_html(reply.text, reply.mentioned_names)


@register.filter
def reply_author(reply):
    """Who speaks, with the organisation that they speak for."""
    return reply_names(reply)


@register.filter
def quoted_author(reply):
    """Whose words a reply quotes; empty for the input itself."""
    if reply.quoted is None:
        return ""
    if reply.quoted.is_forgotten:
        return _("Former participant")
    return reply.quoted.author_name or _("No name")


@register.filter
def replies_shown(replies):
    """How many of these can be read."""
    return sum(reply.is_shown for reply in replies)
