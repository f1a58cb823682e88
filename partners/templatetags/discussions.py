"""Posts in templates: `{% load discussions %}`."""

from django import template

from partners.people.mentions import words_html

register = template.Library()


@register.filter
def post_html(post):
    """The words of a post of `in_thread()` as escaped paragraphs, with those it mentions in bold."""
    return words_html(post.text, post.mentioned_names)


@register.filter
def may_edit(part, post):
    return part.may_edit(post)


@register.filter
def may_delete(part, post):
    return part.may_delete(post)
