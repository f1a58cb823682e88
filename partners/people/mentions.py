"""Mentions: an @ and a name in what somebody writes, of one of those who can read it."""

import re

from django.utils.html import escape

from partners.people.errors import NobodyHere
from portal.text import Html, plain_html

SUGGESTED = 8
# Stand in for a mention while links are made of addresses; nobody's text holds them.
FIRST, LAST = "\ue000", "\ue001"


def begins_so(users, words):
    """The first of these accounts whose name, or a word of it, begins so."""
    words = words.lstrip("@").casefold()
    return [user for user in users if _begins(user.name.casefold(), words)][:SUGGESTED]


def _begins(name, words):
    return any(part.startswith(words) for part in (name, *name.split()))


def named_in(text, users, *, chosen, by):
    """Which of these accounts are mentioned in `text`: whose name stands there after an @, but not `by`.

    `chosen` are primary keys: of several who are called the same, the chosen one is meant. Raises
    `NobodyHere` when one of them is not among the accounts. A name that is nobody's here is only text.
    """
    known = {user.pk: user for user in users}
    if not set(chosen) <= set(known):
        raise NobodyHere
    # The longest first: «@Kari Aas» is not also a mention of somebody called Kari.
    names = sorted({user.name for user in known.values()}, key=len, reverse=True)
    named = set(re.findall(_pattern(names), text)) if names else set()
    wanted = {user.name for pk, user in known.items() if pk in chosen} & named
    return [
        user
        for user in known.values()
        if user.name in named and user.pk != by.pk and (user.name not in wanted or user.pk in chosen)
    ]


def _pattern(names):
    """What finds these names after an @ that is no part of an address."""
    return rf"(?<![\w./:@-])@({'|'.join(map(re.escape, names))})(?!\w)"


def in_pieces(text, names):
    """The text as [words, name, words, name, …, words], split at the mentions of these names."""
    return re.split(_pattern(sorted(names, key=len, reverse=True)), text) if names else [text]


def words_html(text, names):
    """The text as escaped paragraphs with links, and mentions of these names in bold."""
    pieces = in_pieces(text.replace(FIRST, "").replace(LAST, ""), set(names))
    found = pieces[1::2]
    pieces[1::2] = [f"{FIRST}{number}{LAST}" for number in range(len(found))]
    html = str(plain_html("".join(pieces)))
    for number, name in enumerate(found):
        html = html.replace(f"{FIRST}{number}{LAST}", f'<strong class="om-nevnt">@{escape(name)}</strong>')
    return Html(html)
