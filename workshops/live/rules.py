"""Who may be in a live room, and who leads it."""

from django.utils import timezone

from workshops.meetings.rules import may_run

FACILITATE = "workshops.facilitate_room"


def may_facilitate(user, room):
    """Coordinators lead every meeting; others those that they were given. At most one query for each."""
    return user.is_active and (may_run(user) or user.has_perm(FACILITATE, room))


def is_valid(room, now=None):
    """Whether the room's code still opens it."""
    return (now or timezone.now()) < room.expires_at


def may_take_part(room, now=None):
    """Whether people can still come in and say something."""
    return room.is_open and is_valid(room, now)
