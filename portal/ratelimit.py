"""How often something may be tried, counted for all processes together.

The counts stand in a table and not in the cache: Django's database cache reads and then writes when it
increments, so people who come at once would be counted as one. One upsert cannot miscount, with or without
Redis. The table is unlogged: counting waits for no disk, and a crash of the server forgets the counts.
"""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.clients import address_of
from portal.rows import Statement, run_together

# One statement counts, and starts a new count when the old one has run out.
COUNT = """
    INSERT INTO portal_attempts AS mine (key, count, until) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN mine.until <= %s THEN 1 ELSE mine.count + 1 END,
        until = CASE WHEN mine.until <= %s THEN EXCLUDED.until ELSE mine.until END
    RETURNING count
"""


class Attempts(models.Model):
    """How often one key was tried in its present window. The key is a digest: no address is kept."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "portal_attempts"

    def __str__(self):
        return f"{self.key[:8]}: {self.count}"


def allow(key, *, limit, per):
    """Count one more try of `key` and say whether it is among the first `limit` within `per` (a timedelta).

    The window begins with the first try and ends by itself, so a person who waits gets through. Call it
    outside a transaction, else the count is undone with it.
    """
    now = timezone.now()
    with run_together([Statement(COUNT, [_digest(key), now + per, now, now])]) as cursor:
        return cursor.fetchone()[0] <= limit


def too_many(request, action, *, limit, seconds):
    """Count one more `action` from the request's address: True when it is over `limit` in `seconds`."""
    return not allow(_at_address(request, action), limit=limit, per=timedelta(seconds=seconds))


def were_too_many(request, action, *, limit, seconds):
    """Whether `too_many` would say so of one more `action`; nothing is counted. One query."""
    counts = Attempts.objects.filter(key=_digest(_at_address(request, action)), until__gt=timezone.now())
    return counts.filter(count__gte=limit).exists()


def _at_address(request, action):
    return f"{action}:{address_of(request)}"


def _digest(key):
    return salted_hmac("portal.ratelimit", key, algorithm="sha256").hexdigest()
