"""From what a reader types to what PostgreSQL looks for.

Its Norwegian stemmer does not know that "møbel" and "møbler" are one word, nor does it split compounds.
So each word is sought as a beginning, in the spellings that Norwegian inflection gives it.
"""

import re
import unicodedata

from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

LONGEST_QUERY = 200
MOST_WORDS = 8
# A shorter word is sought whole: as a beginning it would match half the language.
SHORTEST_BEGINNING = 3
EXCERPT_LENGTH = 220
# So much around a word is enough to cut an excerpt from.
SURROUNDINGS = 5 * EXCERPT_LENGTH
# Hits of one kind: among those of all, and alone.
FIRST_HITS, MOST_HITS = 10, 50

# The index joins the texts of a page by commas, also where one ends as a sentence does.
_COMMA_AFTER_END = re.compile(r"(?<=[.!?…:]),(?= )")
_WORD = re.compile(r"[^\W_]+")
_LONG_ENDINGS = re.compile(r"(?:ene|ane|er|en|et)$")
_ENDINGS = re.compile(r"(?:ene|ane|er|en|et|ar|e|a|s)$")
# møb-el, sykk-el, sent-er: the vowel goes before an ending, and a double consonant with it.
_FALLING_VOWEL = re.compile(r"^(.{2,}?)([bcdfghjklmnpqrstvwxz])(\2?)e([lnr])$")
_CLUSTER = re.compile(r"^(.+?)([bdfgkpstv])([lnr])$")
_FOREIGN_KEYBOARD = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))


def without_accents(word):
    """`café` → `cafe`; æ, ø and å are letters and stay."""
    return "".join(
        letter
        if letter.lower() == "å"
        else "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
        for letter in unicodedata.normalize("NFC", word)
    )


def spellings(word):
    """`word` and the other beginnings that a form of it may have, shortest list that finds them."""
    word = unicodedata.normalize("NFC", word).lower()
    forms = {word, without_accents(word)}
    forms |= {word.replace(typed, letter) for typed, letter in _FOREIGN_KEYBOARD}
    for form in tuple(forms):
        forms |= _inflections(form)
        if len(form) > SHORTEST_BEGINNING and form.endswith("e"):
            forms.add(f"{form[:-1]}é")
    return sorted(form for form in forms if len(form) >= min(len(word), SHORTEST_BEGINNING))


def _inflections(word):
    """Forms of the noun that a falling vowel hides from a stemmer, in both directions."""
    forms = set()
    if match := _FALLING_VOWEL.match(word):
        start, consonant, _double, last = match.groups()
        forms.add(f"{start}{consonant}{last}")
    if (short := _LONG_ENDINGS.sub("", word)) != word and len(short) > SHORTEST_BEGINNING:
        forms.add(short)
    stem = _ENDINGS.sub("", word)
    if len(stem) >= SHORTEST_BEGINNING and stem != word and (match := _CLUSTER.match(stem)):
        start, consonant, last = match.groups()
        forms |= {f"{start}{consonant}e{last}", f"{start}{consonant}{consonant}e{last}"}
    return forms


class Query:
    """What a reader looks for; of one kind at most `most` hits are wanted."""

    def __init__(self, text, *, most=FIRST_HITS):
        self.text = " ".join(text.split())[:LONGEST_QUERY]
        self.most = most

    def __bool__(self):
        return bool(self.words)

    @cached_property
    def words(self):
        return _WORD.findall(unicodedata.normalize("NFC", self.text))[:MOST_WORDS]

    @cached_property
    def tsquery(self):
        """For `to_tsquery('norwegian', …)`: every word, each in any of its spellings."""
        return " & ".join(
            f"({' | '.join(self._term(form) for form in spellings(word))})" for word in self.words
        )

    @staticmethod
    def _term(form):
        return f"'{form}':*" if len(form) >= SHORTEST_BEGINNING else f"'{form}'"

    @cached_property
    def _found(self):
        """What is marked in an excerpt: words that begin as one of the spellings, or as its stem."""
        beginnings = {form for word in self.words for form in spellings(word)}
        stems = {_ENDINGS.sub("", form) for form in beginnings}
        kept = beginnings | {stem for stem in stems if len(stem) > SHORTEST_BEGINNING}
        return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, kept), key=len, reverse=True))})\w*", re.I)

    def excerpt(self, text):
        """A piece of `text` around the first word that was found, escaped, with what was found marked."""
        text = _COMMA_AFTER_END.sub("", " ".join(self._surroundings(text).split()))
        first = self._found.search(text)
        start = max(0, first.start() - EXCERPT_LENGTH // 3) if first else 0
        start = text.find(" ", start) + 1 if start else 0
        piece = text[start : start + EXCERPT_LENGTH]
        if start + EXCERPT_LENGTH < len(text):
            piece = piece.rsplit(" ", 1)[0] + " …"
        return self.mark(("… " if start else "") + piece)

    def _surroundings(self, text):
        """What stands around the first word that was found: a document's text may be as long as a book."""
        first = self._found.search(text)
        end = (first.end() if first else 0) + SURROUNDINGS
        if not first or first.start() <= SURROUNDINGS:
            return text[:end]
        return text[first.start() - SURROUNDINGS : end].split(None, 1)[-1]

    def mark(self, text):
        """`text` escaped, with what was found marked."""
        parts, end = [], 0
        for match in self._found.finditer(text):
            parts += [(text[end : match.start()], format_html("<mark>{}</mark>", match[0]))]
            end = match.end()
        return format_html_join("", "{}{}", [*parts, (text[end:], "")])
