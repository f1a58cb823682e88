"""Subjects above hear of what is said: who wants notices of it registers here.

A hearer is a callable `(post, mentioned)`: the new post, and the accounts that are mentioned in it for the
first time. It is called in the transaction of the post, before the room is told.
"""

_hearers = []


def when_posted(hear):
    _hearers.append(hear)
    return hear


def tell_of_post(post, mentioned):
    for hear in _hearers:
        hear(post, mentioned)
