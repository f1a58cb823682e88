"""Search: what an app finds is registered here, and the search page shows it.

A searcher is a callable `(query, request)` that gives a `Group` of hits, or None. `query` is a `Query`:
its `text` as written, its `tsquery` for PostgreSQL's `norwegian` configuration, and `excerpt(text)`.
"""

from home.searching.results import Group, Hit
from home.searching.words import Query

__all__ = ["Group", "Hit", "Query", "notes_of", "register_notes", "register_searcher", "search_all"]

_searchers = []
_noters = {}


def register_searcher(order):
    """Register a searcher. The site's own pages and documents have the order 10."""

    def register(search):
        _searchers.append((order, search))
        return search

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


def search_all(query, request):
    """What every searcher finds, in order; groups without hits are left out."""
    found = (search(query, request) for _order, search in sorted(_searchers, key=lambda pair: pair[0]))
    return [group for group in found if group and group.hits]
