"""When somebody was last active: the latest of what each subject knows about them."""

from django.db.models import F
from django.db.models.functions import Greatest

_moments = []


def active_at(moment):
    """Register an expression on accounts that gives the latest moment of one kind, or NULL."""
    _moments.append(moment)
    return moment


active_at(F("last_login"))
# An account that nobody has used was made at a moment.
active_at(F("date_joined"))


def with_last_activity(users):
    """The accounts with `last_active`. PostgreSQL's GREATEST passes over NULL."""
    return users.annotate(last_active=Greatest(*_moments))
