"""What happened lately, told by each subject to who is signed in.

A teller is a callable `(request) -> list of Happening`: the latest that this reader may know of, newest
first, at most `LATEST` of them, in a number of queries that does not grow.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString

LATEST = 8


@dataclass(frozen=True)
class Happening:
    """One line: when, its picture, and what happened as markup that holds one link."""

    at: datetime
    icon: str
    color: str
    words: SafeString


_tellers = []


def link(url, text):
    """What a line leads to; its text comes from people and is escaped."""
    return format_html('<a class="ds-link" href="{}"><bdi>{}</bdi></a>', url, text)


def tells_what_happened(tell):
    """Register what one subject tells."""
    _tellers.append(tell)
    return tell


def lately(request):
    """The latest of all subjects, newest first."""
    told = [each for tell in _tellers for each in tell(request)]
    return sorted(told, key=lambda each: each.at, reverse=True)[:LATEST]
