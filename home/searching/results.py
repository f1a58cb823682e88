"""What a searcher finds."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """`excerpt` is markup that is already escaped, as `Query.excerpt` makes it."""

    title: str
    url: str
    kind: str
    excerpt: str = ""
    note: str = ""
    date: datetime.date | None = None


@dataclass(frozen=True)
class Group:
    """Hits of one kind; `more` when there were more than are shown, `more_url` where they all are."""

    hits: list
    more: bool = False
    more_url: str = ""
    # What the kind is called; `search_all` fills it in.
    label: str = ""
