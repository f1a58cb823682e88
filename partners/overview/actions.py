"""Keeping when somebody was here."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

# Who is away for so long begins a new visit.
PAUSE = timedelta(minutes=30)
# One statement, so that pages opened side by side are one visit.
_COME_BY = """
    INSERT INTO partners_visit AS mine (user_id, seen_at) VALUES (%(user)s, %(now)s)
    ON CONFLICT (user_id) DO UPDATE SET
        before = CASE WHEN mine.seen_at < %(gone)s THEN mine.seen_at ELSE mine.before END,
        seen_at = greatest(mine.seen_at, EXCLUDED.seen_at)
    RETURNING before
"""


def come_by(user):
    """Keep that `user` is here now. Returns when their visit before this one ended, or None for the first.

    Coming twice is harmless: pages within `PAUSE` of each other are one visit.
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_COME_BY, {"user": user.pk, "now": now, "gone": now - PAUSE})
        return cursor.fetchone()[0]
