"""The room of one person's bell: their open pages hear that the count has changed, and each asks for it."""

from django.db import transaction

from portal.live.actions import tell
from portal.live.rooms import register_kind


def may_enter(user, key):
    return user.is_authenticated and key == str(user.pk)


BELLS = register_kind("bell", may_enter=may_enter)


def ring(users):
    """Let the open pages of these accounts, by primary key, know once this is committed.

    In a transaction of its own: so no fact holds the rooms of all who hear of it until its commit, and two
    that tell the same people in another order never wait in a ring. One that is lost is only late, for every
    page reads the count anew.
    """
    keys = sorted(set(users))
    transaction.on_commit(lambda: tell(BELLS, *keys, what="bell"), robust=True)
