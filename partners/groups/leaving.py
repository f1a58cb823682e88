"""Subjects above hear of who has lost their place in a group: what is open for them is closed.

A hearer is a callable `(group, user)`, called in the transaction that ends the place, as its last.
"""

_hearers = []


def when_left(hear):
    _hearers.append(hear)
    return hear


def tell_that_they_left(group, user):
    for hear in _hearers:
        hear(group, user)
