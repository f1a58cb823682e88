"""The room of an input: who reads it hears at once that somebody has replied or voted.

What has been said is not told, only that something was: each fetches what they may see.
"""

from partners.inputs.models import Input
from portal.live.actions import shut_out, tell
from portal.live.rooms import register_kind


def may_enter(user, key):
    return key.isdecimal() and Input.objects.visible_to(user).filter(pk=key).exists()


THREADS = register_kind("thread", may_enter=may_enter)


def tell_of_reply(input_pk):
    """To be called last in a transaction that changes a reply."""
    tell(THREADS, input_pk, what="reply")


def tell_of_vote(input_pk):
    tell(THREADS, input_pk, what="vote")


def ask_for_rights(input_pk):
    """Who is in the room is asked for their right anew: who sees the input has changed."""
    shut_out(THREADS, input_pk)
