"""Text from people: cleaned when it comes in, escaped when it goes out."""

import re
import unicodedata
from functools import lru_cache

from django import forms
from django.utils.html import Urlizer

NEWLINES = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
# Control characters besides tab and line feed, lone surrogates, code points that are no characters, and the
# marks that turn the direction of all that follows. Joiners stay: names and emoji need them.
UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
# How many texts a process keeps as HTML: those of the pages that are read most.
KEPT_AS_HTML = 500
PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def clean_text(value):
    """Several lines of plain text as they are stored: NFC, plain line breaks, nothing unseen."""
    value = UNWANTED.sub("", NEWLINES.sub("\n", str(value)))
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", value).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def clean_line(value):
    """One line of plain text as it is stored: with a line break it stays a name, never a header."""
    return " ".join(clean_text(value).split())


class TextField(forms.CharField):
    """Several lines of plain text. A line break counts as one character, as in the browser."""

    widget = forms.Textarea

    def to_python(self, value):
        return clean_text(super().to_python(value))


class LineField(forms.CharField):
    """One line of plain text: a name, a title."""

    def to_python(self, value):
        return clean_line(super().to_python(value))


class Html(str):
    """Markup made here, with everything from outside escaped: templates write it as it is."""

    __slots__ = ()

    def __html__(self):
        return self


class GuestUrlizer(Urlizer):
    """Links in text that strangers wrote: search engines are told not to follow."""

    url_template = '<a href="{href}" rel="nofollow ugc noopener">{url}</a>'


urlize_guest = GuestUrlizer()


def plain_html(value):
    """Plain text as escaped paragraphs with links."""
    return _plain_html(str(value))


@lru_cache(maxsize=KEPT_AS_HTML)
def _plain_html(text):
    blocks = [block for block in PARAGRAPHS.split(text.strip()) if block]
    linked = (urlize_guest(block, autoescape=True).replace("\n", "<br>") for block in blocks)
    return Html("".join(f'<p dir="auto">{block}</p>' for block in linked))


def plain_excerpt(value, length=280):
    """The beginning of a text on one line, cut between words. Not escaped."""
    line = clean_line(value)
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip(" ,.;:–-") + "…"
