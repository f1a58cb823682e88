"""What is open in a group: subjects say so, and the agenda of a meeting can be made of it.

A callable `(group, user)` gives `Topic`s, in order, in one query: what is open in the group, for the one who
makes the agenda. Its `key` is the thing's own for ever, such as "discussion:7", so that it comes on an agenda
once. It is asked only for those with a place in the group.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    key: str
    title: str
    url: str = ""
    text: str = ""


_open = []


def open_topics(order):
    def register(find):
        _open.append((order, find))
        return find

    return register


def topics_of(group, user):
    in_order = sorted(_open, key=lambda each: each[0])
    return [topic for _order, find in in_order for topic in find(group, user)]
