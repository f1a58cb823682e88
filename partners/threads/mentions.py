"""Mentions: an @ and a name in a reply, of somebody who has a part in the thread."""

import re

from partners.threads.errors import CannotSee
from partners.threads.models import Mention
from partners.threads.people import mentionable

SUGGESTED = 8


def suggested(input, words, *, besides):
    """The first who can be mentioned and whose name, or a word of it, begins so. One query."""
    words = words.lstrip("@").casefold()
    found = mentionable(input).exclude(pk=besides.pk).only("name")
    return [user for user in found if _begins(user.name.casefold(), words)][:SUGGESTED]


def _begins(name, words):
    return any(part.startswith(words) for part in (name, *name.split()))


def mentioned_in(text, *, input, chosen=(), by):
    """Who is mentioned in `text`, as accounts: those whose name stands there after an @. One query.

    Raises `CannotSee` when one of the `chosen` primary keys is somebody who has no part in the thread or
    cannot see it. A name that is nobody's here is only text.
    """
    if "@" not in text and not chosen:
        return []
    known = {user.pk: user for user in mentionable(input)}
    if not set(chosen) <= set(known):
        raise CannotSee
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


def keep_mentions(reply, users):
    """Make the mentions of a reply these. Returns the accounts that were not mentioned before."""
    before = {mention.user_id for mention in reply.mentions.all()}
    reply.mentions.exclude(user__in=users).delete()
    new = [user for user in users if user.pk not in before]
    Mention.objects.bulk_create(Mention(reply=reply, user=user, name=user.name) for user in new)
    return new
