"""Words that somebody has marked in a text, found again when the text has changed around them.

White space counts as one space wherever it stands, for a browser's selection and the text that it was made
from break their lines differently.
"""

from dataclasses import dataclass

AROUND = 32


@dataclass(frozen=True)
class Quote:
    words: str
    before: str = ""
    after: str = ""


def flat(text):
    return " ".join(text.split())


def find_quote(quote, text):
    """Where `text` has these words: a `Quote` with what stands around them there, or None.

    Of several places the one counts that has most in common with what stood around the words before.
    """
    text, words = flat(text), flat(quote.words)
    places = list(_places(words, text)) if words else []
    if not places:
        return None
    before, after = flat(quote.before), flat(quote.after)
    start = max(places, key=lambda start: _in_common(text, start, start + len(words), before, after))
    end = start + len(words)
    return Quote(words, text[max(0, start - AROUND) : start].strip(), text[end : end + AROUND].strip())


def _places(words, text):
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _in_common(text, start, end, before, after):
    """How many characters around a place are those that stood around the words before."""
    ahead = _same(text[:start].rstrip()[::-1], before[::-1])
    return ahead + _same(text[end:].lstrip(), after)


def _same(one, other):
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
