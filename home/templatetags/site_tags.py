"""Tags of the public site."""

import json

from django import template
from django.utils.safestring import SafeString

from home.addresses import absolute
from home.documents import kind_of
from home.pages.concepts import ConceptPage, cards
from home.pages.news import NewsPage
from portal.prepared import Given, Prepared

register = template.Library()

# What ends a script element or starts a comment in it, written so that JSON still reads the same.
UNSAFE_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

register.filter("absolute", absolute)
register.filter("document_kind", kind_of)


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
