"""Sections that apps above put on the site's own pages.

A section is a callable `(request, page)` that gives a template's name and its context, or None when it
has nothing to show. What stands after each block of a concept's text comes from a callable that is asked once
for all of them: `(request, page) -> {block id: (template, context)}`.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Section:
    template: str = ""
    context: dict = field(default_factory=dict)
    block: object = None


_front = []
_page = []
_after_blocks = []
_guides = []


def front_section(order):
    """Register a section of the front page. The editor's own have the orders 10, 20, 30 and so on."""

    def register(make):
        _front.append((order, make))
        return make

    return register


def page_section(order):
    """Register a section below the text of concepts and news; it sees the page and may decline."""

    def register(make):
        _page.append((order, make))
        return make

    return register


def after_blocks(order):
    """Register what stands after the blocks of a concept's text."""

    def register(make):
        _after_blocks.append((order, make))
        return make

    return register


def text_guide(order):
    """Register a way through the text of a concept, beside it; it sees the page and may decline."""

    def register(make):
        _guides.append((order, make))
        return make

    return register


def block_sections(request, page):
    """What stands after each block, by the block's id: lists of sections in order."""
    after = {}
    for _order, make in sorted(_after_blocks, key=lambda pair: pair[0]):
        for block_id, section in make(request, page).items():
            after.setdefault(block_id, []).append(Section(*section))
    return after


def front_sections(request, page):
    """The editor's sections and the registered ones, in order."""
    own = [((number + 1) * 10, Section(block=block)) for number, block in enumerate(page.body)]
    return _in_order(own + _made(_front, request, page))


def page_sections(request, page):
    return _in_order(_made(_page, request, page))


def text_guides(request, page):
    return _in_order(_made(_guides, request, page))


def _made(registered, request, page):
    made = ((order, make(request, page)) for order, make in registered)
    return [(order, Section(*section)) for order, section in made if section]


def _in_order(numbered):
    return [section for order, section in sorted(numbered, key=lambda pair: pair[0])]
