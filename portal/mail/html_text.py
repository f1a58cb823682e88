"""What an HTML message says, in plain text: each paragraph on its line, what is quoted behind >."""

from html.parser import HTMLParser

import nh3

PARAGRAPHS = {"p", "ul", "ol", "table", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = PARAGRAPHS | {"div", "li", "tr", "hr", "br"}
# What stands in these is no text either.
UNSAID = {"script", "style", "title", "template", "noscript", "textarea", "select"}


def text_of_html(html):
    """The text of any markup, however broken."""
    reader = _Reader()
    reader.feed(nh3.clean(html, tags=BLOCKS, clean_content_tags=UNSAID, attributes={}))
    reader.close()
    reader.end_line()
    return "\n".join(reader.lines)


class _Reader(HTMLParser):
    """Reads markup that is clean and well-formed by now."""

    def __init__(self):
        super().__init__()
        self.lines = []
        self.line = ""
        self.depth = 0

    def handle_starttag(self, tag, attrs):
        self._at_block(tag)
        if tag == "blockquote":
            self.depth += 1
        elif tag == "li":
            self.line = "– "
        elif tag == "hr":
            self.line = "_" * 10
            self.end_line()

    def handle_endtag(self, tag):
        if tag != "br":
            self._at_block(tag)
        if tag == "blockquote":
            self.depth = max(0, self.depth - 1)

    def handle_data(self, data):
        starts, ends = data[:1].isspace(), data[-1:].isspace()
        self.line += " " * starts + " ".join(data.split()) + " " * ends

    def _at_block(self, tag):
        if self.line.strip() or tag == "br":
            self.end_line()
        if tag in PARAGRAPHS and self.lines and self.lines[-1].strip("> "):
            self.end_line()

    def end_line(self):
        words = " ".join(self.line.split())
        self.lines.append(f"> {words}" if self.depth else words)
        self.line = ""
