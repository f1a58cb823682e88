"""What threads tell in the room of an input: that somebody has replied, or voted."""

from partners.inputs.live import THREADS
from portal.live.actions import tell


def tell_of_reply(input_pk):
    """To be called last in a transaction that changes a reply."""
    tell(THREADS, input_pk, what="reply")


def tell_of_vote(input_pk):
    tell(THREADS, input_pk, what="vote")
