"""Subjects above hear of who goes out of a group: what is open for them is closed, what they had is let go.

A hearer is a callable `(group, user)`. It is called in the same transaction, while the group is held.
"""

_left = []
_no_longer_in = []


def when_left(hear):
    """Decorate what is to be done when somebody has no place in a group any more."""
    _left.append(hear)
    return hear


def when_no_longer_in(hear):
    """Decorate what is to be done when somebody takes part no more: has left, observes, or is erased."""
    _no_longer_in.append(hear)
    return hear


def tell_that_they_left(group, user):
    """`user` has no place in the group any more. As the last in the transaction that ends it."""
    for hear in _left:
        hear(group, user)


def no_longer_in(group, user):
    """`user` takes part in this group no more. The caller holds it."""
    for hear in _no_longer_in:
        hear(group, user)
