"""The kinds of notices there are, and the places where they happen. Each subject above registers its own.

A kind is asked for all notices of one reader at once, so that a page or a letter costs as many queries as it
has kinds, however many notices it shows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise


class Weight(Enum):
    """What a level lets through: `NEWS` at «all» alone, a `MENTION` also at «mentions», `DIRECT` always."""

    NEWS = "news"
    MENTION = "mention"
    DIRECT = "direct"


@dataclass(frozen=True)
class Words:
    """A notice as its reader reads it now, in the active language. `about` names the thing it is about.

    `why` says why they hear of it where no followed place does.
    """

    title: str
    url: str
    about: str = ""
    excerpt: str = ""
    why: str = ""


@dataclass(frozen=True)
class Kind:
    name: str
    label: str | Promise
    tell: Callable
    many: Callable | None = None
    weight: Weight = Weight.NEWS
    by_mail: bool = True
    icon: str = "bell"


@dataclass(frozen=True)
class Place:
    """A place as its reader sees it."""

    title: str
    url: str


# A longer number is beyond what PostgreSQL counts to.
LONGEST_KEY = 19
_kinds = {}
_places = {}


def notice_kind(name, *, label, tell, many=None, weight=Weight.NEWS, by_mail=True, icon="bell"):
    """Register a kind of notice. Raises ValueError for a taken name.

    `tell(user, notices)` returns `{primary key: Words}` of those that `user` may still read, in a constant
    number of queries; it is asked again each time they are shown or mailed. `many(count, words)` is the title
    of several as one, from the newest one's words. Without `by_mail` it never leaves the portal.
    """
    if name in _kinds:
        raise ValueError(f"There is already a kind of notice called {name}.")
    _kinds[name] = kind = Kind(name, label, tell, many, weight, by_mail, icon)
    return kind


def place_kind(prefix, describe):
    """Register a kind of place, those that are called "prefix:key".

    `describe(user, keys)` returns `{key: Place}` of those that `user` can see, all by the same queries.
    """
    if prefix in _places:
        raise ValueError(f"There is already a kind of place called {prefix}.")
    _places[prefix] = describe


def primary_keys(keys):
    """Those of these keys of places that can be primary keys; what somebody made up is none."""
    digits = [key for key in keys if key.isascii() and key.isdigit() and len(key) < LONGEST_KEY]
    return [key for key in digits if not key.startswith("0")]


def kind_of(name):
    """The kind of this name. Raises LookupError."""
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"No kind of notice is called {name}.") from None


def label_of(name):
    """What notices of this kind are about; the name itself of a kind that is gone."""
    return str(_kinds[name].label) if name in _kinds else name


def words_of(user, notices):
    """{primary key: Words} of the notices that `user` may read now; of a kind that is gone, none."""
    by_kind = {}
    for notice in notices:
        by_kind.setdefault(notice.kind, []).append(notice)
    told = {}
    for name, alike in by_kind.items():
        if name in _kinds:
            told |= _kinds[name].tell(user, alike)
    return told


def places_of(user, places):
    """{place: Place} of those that `user` can see."""
    by_prefix = {}
    for place in places:
        prefix, _, key = place.partition(":")
        by_prefix.setdefault(prefix, {})[key] = place
    seen = {}
    for prefix, keys in by_prefix.items():
        if prefix in _places:
            found = _places[prefix](user, list(keys))
            seen |= {keys[key]: described for key, described in found.items()}
    return seen
