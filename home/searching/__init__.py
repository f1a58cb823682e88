"""Search: what an app finds is registered here, and the search page shows it.

A searcher is a callable `(query, request)` that gives a `Group` of hits, or None. `query` is a `Query`:
its `text` as written, its `tsquery` for PostgreSQL's `norwegian` configuration, `most`, how many hits are
wanted, and `excerpt(text)`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from home.searching.results import Group, Hit
from home.searching.words import Query

__all__ = [
    "Group",
    "Hit",
    "Query",
    "kinds_for",
    "notes_of",
    "register_notes",
    "register_searcher",
    "search_all",
]

_searchers = []
_noters = {}


@dataclass(frozen=True)
class Searcher:
    """What finds hits of one kind. `inside`: among what is for people who are signed in."""

    order: int
    kind: str
    label: str
    find: Callable
    inside: bool = False


def register_searcher(kind, label, *, order, inside=False):
    """Register a searcher of one kind of hits, which readers can narrow their search to.

    One `inside` is asked for who is signed in alone. The site's own pages and documents have the order 10.
    """

    def register(find):
        _searchers.append(Searcher(order, kind, label, find, inside))
        return find

    return register


def register_notes(page_type, notes):
    """Register what stands beside hits of a page type: `notes(keys)` gives words by primary key."""
    _noters[page_type] = notes


def notes_of(pages):
    """The notes of pages of any type, by primary key."""
    found = {}
    for page_type, notes in _noters.items():
        if keys := [page.pk for page in pages if page.specific_class is page_type]:
            found |= notes(keys)
    return found


def kinds_for(request):
    """The searchers of the kinds that who asks can narrow a search to, in order."""
    known = [each for each in _searchers if request.user.is_authenticated or not each.inside]
    return sorted(known, key=lambda each: each.order)


def search_all(query, request, *, kind=""):
    """What every searcher finds, or that of one kind, in order; groups without hits are left out.

    The rest of what there is more of is found by narrowing the search, unless its group says where it is.
    """
    asked = [each for each in kinds_for(request) if kind in ("", each.kind)]
    found = [(each, each.find(query, request)) for each in asked]
    return [
        replace(group, label=each.label, more_url=group.more_url or _alone(each, query, kind, group))
        for each, group in found
        if group and group.hits
    ]


def _alone(searcher, query, kind, group):
    """Where the search goes on in one kind alone; nowhere when it is that already, or has found it all."""
    return "" if kind or not group.more else f"?{urlencode({'q': query.text, 'type': searcher.kind})}"
