"""Tags of the public site."""

import json
from dataclasses import fields

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from home.addresses import absolute
from home.documents import kind_of
from home.pages.concepts import ConceptPage, cards
from home.pages.news import NewsPage
from portal.prepared import Given, Prepared

register = template.Library()

# What ends a script element or starts a comment in it, written so that JSON still reads the same.
UNSAFE_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

AROUND = ("main_menu", "footer_menu", "language_links")
MOST_AROUND = 1_000
_around = {}

register.filter("absolute", absolute)
register.filter("document_kind", kind_of)


@register.simple_tag(takes_context=True)
def around(context, name):
    """The header or the footer: `{% around "components/site_header.html" %}`.

    A visitor's is rendered once for the same words and links, and then kept.
    """
    if getattr(context.get("user"), "is_authenticated", True):
        return _rendered(context, name)
    programme = context["programme"]
    # All that these templates show of the page they stand around.
    key = (
        name,
        get_language(),
        *(getattr(programme, each.name) for each in fields(programme)),
        *(tuple(tuple(row.values()) for row in context[rows]) for rows in AROUND),
    )
    if key not in _around:
        if len(_around) >= MOST_AROUND:
            _around.clear()
        _around[key] = _rendered(context, name)
    return _around[key]


def _rendered(context, name):
    return context.template.engine.get_template(name).render(context)


@register.simple_tag(takes_context=True)
def page_address(context, page):
    """Wagtail's `pageurl`, for a page that many rows may show: found once in a request."""
    request = context["request"]
    known = request.__dict__.setdefault("page_addresses", {})
    if page.pk not in known:
        known[page.pk] = page.get_url(request)
    return known[page.pk]


@register.simple_tag(takes_context=True)
def index_url(context, page):
    """The address of the list that `page` stands in, from its own: no query."""
    return page.get_url(context["request"]).removesuffix(f"{page.slug}/")


@register.simple_tag(takes_context=True)
def structured_data(context, page):
    """What search engines are told of `page`, as data blocks that no browser runs."""
    found = page.structured_data(context["request"])
    blocks = [json.dumps(data, ensure_ascii=False).translate(UNSAFE_IN_SCRIPT) for data in found]
    return SafeString("".join(f'<script type="application/ld+json">{block}</script>' for block in blocks))


@register.simple_tag(takes_context=True)
def render_section(context, section):
    """A registered section of a page, by its own template and context."""
    with context.push(**section.context):
        return context.template.engine.get_template(section.template).render(context)


@register.filter
def of_block(sections, block):
    """The sections that stand after `block`, of those that `home.sections.block_sections` gives."""
    return sections.get(block.id, []) if sections else []


_concepts = Prepared(
    lambda: ConceptPage.objects.filter(path__startswith=Given("path"), depth=Given("depth")).for_cards()[:6]
)
_news = Prepared(lambda: NewsPage.objects.filter(path__startswith=Given("path")).for_list()[:3])


@register.simple_tag(takes_context=True)
def concept_cards(context):
    """The first concepts of the language of the page that is shown."""
    page = context["page"]
    return cards(_concepts(path=page.path, depth=page.depth + 2))


@register.simple_tag(takes_context=True)
def latest_news(context):
    return _news(path=context["page"].path)
