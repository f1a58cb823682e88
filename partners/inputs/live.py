"""The room of an input: who has it open hears at once that it was answered, replied to or voted on.

What was said is not told, only that something was: each fetches what they may see.
"""

from partners.inputs.models import Input
from partners.inputs.sections import tell_of_change
from portal.live.actions import shut_out, tell
from portal.live.rooms import register_kind


def may_enter(user, key):
    return key.isdecimal() and Input.objects.visible_to(user).filter(pk=key).exists()


THREADS = register_kind("thread", may_enter=may_enter)


def tell_of_inputs(*inputs):
    """To be called last in a transaction that changes what these inputs say, or what they were answered."""
    tell(THREADS, *(input.pk for input in inputs), what="input")
    if inputs:
        tell_of_change(inputs)


def ask_for_rights(input):
    """Who is in the room is asked for their right anew: who sees the input has changed."""
    shut_out(THREADS, input.pk)
