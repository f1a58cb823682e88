"""The room of a meeting's minutes: what is written is pushed, and fetched by number where it is long.

Everybody with a place in the group reads the same text.
"""

from base64 import b64encode

from partners.minutes.models import GroupMeeting
from portal.live.actions import shut_out, tell
from portal.live.rooms import register_kind

# Longer updates are fetched: a push has room for so much.
PUSHED = 9000


def may_enter(user, key):
    return (
        key.isdecimal()
        and user.is_authenticated
        and GroupMeeting.objects.of_member(user).filter(pk=key).exists()
    )


MINUTES = register_kind("minutes", may_enter=may_enter, presence=True)


def tell_of_update(meeting_pk, number, content, *, marks_changed):
    """To be called last in the transaction that keeps the update."""
    data = {"update": b64encode(content).decode()} if len(content) <= PUSHED else {}
    tell(MINUTES, meeting_pk, what="text", n=number, **data)
    if marks_changed:
        tell(MINUTES, meeting_pk, what="marked")


def tell_of_approval(meeting_pk):
    tell(MINUTES, meeting_pk, what="approved")


def let_go(user, *keys):
    """Who may not be in these rooms any more leaves at once."""
    shut_out(MINUTES, *keys, user=user)
