"""The room of a thread: who has it open hears at once of what is said, changed or closed.

What was said is not told, only that something was: each fetches the posts as they see them. They also see who
else has it open, and who is writing.
"""

from partners.discussions.models import Discussion
from portal.live.actions import shut_out, tell
from portal.live.rooms import register_kind


def may_enter(user, key):
    return (
        key.isdecimal()
        and user.is_authenticated
        and Discussion.objects.readable_by(user).filter(pk=key).exists()
    )


DISCUSSIONS = register_kind("discussion", may_enter=may_enter, people=True)


def tell_of_posts(discussion_pk):
    """To be called last in a transaction that changes what is said in a thread."""
    tell(DISCUSSIONS, discussion_pk, what="post")


def tell_of_state(discussion_pk):
    """The same for a thread that is closed, opened again or moved."""
    tell(DISCUSSIONS, discussion_pk, what="state")


def let_go(user, *keys):
    """Who may not be in these threads any more leaves at once."""
    shut_out(DISCUSSIONS, *keys, user=user)


def ask_for_rights(discussion_pk):
    """Who reads the thread has changed: everyone is asked for their right anew."""
    shut_out(DISCUSSIONS, discussion_pk)
