"""Kinds of rooms: subjects register theirs, and say who may enter and what a change looks like."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import format_html

from portal.live import log

NAME = re.compile(r"([a-z_]{1,20}):[A-Za-z0-9_-]{1,60}")


@dataclass(frozen=True)
class Entrance:
    """What a page needs to follow a room. In a template it is the attributes of the element that follows.

    It must be made before what the page shows is read: a change in between is then told twice, never missed.
    """

    name: str
    number: int

    def __html__(self):
        return format_html('data-live-room="{}" data-live-since="{}"', self.name, self.number)

    def __str__(self):
        return self.__html__()


@dataclass(frozen=True)
class Kind:
    """One kind of room. Its rooms are known by a key: a number, a code or a UUID."""

    name: str
    may_enter: Callable
    render: Callable | None
    presence: bool = False
    people: bool = False

    def room(self, key):
        """The name of a room. Raises ValueError for a key that cannot be part of one."""
        name = f"{self.name}:{key}"
        if not NAME.fullmatch(name):
            raise ValueError(f"No room can be called {name!r}.")
        return name

    def entrance(self, key):
        """For a page that shows one room: one query."""
        return self.entrances([key])[key]

    def entrances(self, keys):
        """For a page that shows several rooms: by key, in one query."""
        names = {key: self.room(key) for key in keys}
        entrances = entrances_to(names.values())
        return {key: entrances[name] for key, name in names.items()}


def entrances_to(names):
    """For a page that shows rooms of several kinds: by their names, in one query."""
    numbers = log.numbers_of(list(names))
    return {name: Entrance(name, numbers.get(name, 0)) for name in names}


_kinds = {}


def register_kind(name, *, may_enter, render=None, presence=False, people=False):
    """A kind of room, to be registered once, when the subject is loaded. Raises ValueError for a taken name.

    `may_enter(user, key)` says who may be in a room; it may ask the database. `user` may be anonymous, and
    `user.session` is the visitor's session, for those who are known by it alone. What readers get is the same
    for all in a room, so it must be fit for all who may enter.

    `render(key, what, data)` returns what readers get of a change, a dictionary. It is called once for each
    language, with that language active, when the change is told. Without it they get `what` and `data`.

    With `presence` they also get how many sockets are in the room; with `people` instead, which accounts, by
    name, and who of them is writing. Then only who has an account may enter.
    """
    if name in _kinds:
        raise ValueError(f"There is already a kind of room called {name}.")
    _kinds[name] = kind = Kind(name, may_enter, render, presence, people)
    # Says at once if the name cannot be part of a room's.
    kind.room("1")
    return kind


def kind_of(name):
    """The kind of the room of that name, or None."""
    found = NAME.fullmatch(name)
    return found and _kinds.get(found[1])


def may_enter(user, name):
    """Whether the user may be in the room of that name. In rooms that are none, nobody may."""
    kind = kind_of(name)
    return bool(kind) and bool(kind.may_enter(user, name.partition(":")[2]))
