"""Light Markdown from people as HTML: emphasis, lists, quotes, links, code and small headings; nothing else.

The source is what is kept; what it becomes is made when it is shown. Two fences stand in a row: the parser
lets no HTML through, and what it writes goes through an allow-list before it leaves.
"""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

from portal.text import KEPT_AS_HTML, Html, urlize_guest

RULES = ["backticks", "blockquote", "emphasis", "escape", "heading", "link", "list", "newline", "entity"]
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "a", "h4", "h5", "h6"}
ATTRIBUTES = {
    "*": set(),
    "a": {"href"},
    "ol": {"start"},
    "p": {"dir"},
    "h4": {"dir"},
    "h5": {"dir"},
    "h6": {"dir"},
}
SCHEMES = {"http", "https", "mailto"}
ADDRESS = re.compile(r"https?://|mailto:", re.IGNORECASE)
# Somebody's text stands below the headings of the page that it is shown on.
FIRST_HEADING, LAST_HEADING = 4, 6
# What stands for a line break in the text without its signs.
BREAKS = {"softbreak": "\n", "hardbreak": "\n"}


def light_html(source):
    """The text as safe HTML. Its links lead to the web or to mail only, and search engines do not follow."""
    return _light_html(str(source))


@lru_cache(maxsize=KEPT_AS_HTML)
def _light_html(source):
    html = nh3.clean(
        _markdown.render(source),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener",
    )
    return Html(html.strip())


def light_text(source):
    """The words of the text without the signs of its Markdown, for titles and excerpts. Not escaped."""
    blocks = [block.children for block in _markdown.parse(str(source)) if block.type == "inline"]
    return "\n".join("".join(each.content or BREAKS.get(each.type, "") for each in block) for block in blocks)


def _text(renderer, tokens, number, options, environment):
    """Plain words, with bare addresses made links unless they stand in one."""
    opened = sum(token.nesting for token in tokens[:number] if token.type.startswith("link_"))
    words = tokens[number].content
    return urlize_guest(words, autoescape=True) if not opened else _escaped(words)


def _escaped(words):
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _opened(renderer, tokens, number, options, environment):
    tokens[number].attrSet("dir", "auto")
    return renderer.renderToken(tokens, number, options, environment)


def _heading(renderer, tokens, number, options, environment):
    token = tokens[number]
    token.tag = f"h{min(FIRST_HEADING - 1 + len(token.markup), LAST_HEADING)}"
    if token.nesting == 1:
        token.attrSet("dir", "auto")
    return renderer.renderToken(tokens, number, options, environment)


def _parser():
    parser = MarkdownIt("zero", {"html": False, "breaks": True}).enable(RULES)
    parser.validateLink = lambda address: bool(ADDRESS.match(address))
    parser.add_render_rule("text", _text)
    parser.add_render_rule("paragraph_open", _opened)
    parser.add_render_rule("heading_open", _heading)
    parser.add_render_rule("heading_close", _heading)
    return parser


_markdown = _parser()
