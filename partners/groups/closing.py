"""Subjects above hear of a group that is archived: what is still to come in it is called off.

A hearer is a callable `(group, by)`; `by` is None when the last of the group is gone. It is called in the
same transaction, while the group is held and still at work.
"""

_archived = []


def when_archived(hear):
    """Decorate what is to be done when a group's work ends."""
    _archived.append(hear)
    return hear


def tell_that_it_ends(group, by):
    for hear in _archived:
        hear(group, by)
