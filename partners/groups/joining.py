"""Subjects above hear of who comes into a group: what its members were told of before, they are told then.

A hearer is a callable `(member)`. It is called in the same transaction, while the group is held.
"""

_joined = []


def when_joined(hear):
    """Decorate what is to be done when somebody has got a place in a group."""
    _joined.append(hear)
    return hear


def tell_that_they_joined(member):
    for hear in _joined:
        hear(member)
