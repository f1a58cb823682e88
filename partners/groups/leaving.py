"""Somebody has lost their place in a group: subjects above take them off its open pages.

A listener is a callable `(group, user)`, called last in the transaction that ends the place.
"""

_listeners = []


def when_out(tell):
    """Decorate what is to be called when somebody is no longer in a group."""
    _listeners.append(tell)
    return tell


def is_out(group, user):
    for tell in _listeners:
        tell(group, user)
