"""Replies in templates: `{% load threads %}`."""

from django import template
from django.utils.html import escape
from django.utils.translation import gettext as _

from partners.threads.letters import reply_names
from partners.threads.mentions import in_pieces
from portal.text import Html, plain_html

register = template.Library()

# Stand in for a mention while links are made of addresses; nobody's text holds them.
FIRST, LAST = "\ue000", "\ue001"


@register.filter
def reply_html(reply):
    """The words of a reply of `in_thread()` as escaped paragraphs, with those it mentions in bold."""
    text = reply.text.replace(FIRST, "").replace(LAST, "")
    pieces = in_pieces(text, set(reply.mentioned_names))
    names = pieces[1::2]
    pieces[1::2] = [f"{FIRST}{number}{LAST}" for number in range(len(names))]
    html = str(plain_html("".join(pieces)))
    for number, name in enumerate(names):
        html = html.replace(f"{FIRST}{number}{LAST}", f'<strong class="om-nevnt">@{escape(name)}</strong>')
    return Html(html)


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
