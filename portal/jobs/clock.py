"""The clock: chores that come round, done by whichever worker is free."""

import logging
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from zlib import crc32

from django.db import connection
from django.utils import timezone

from portal.jobs.models import ChoreRun

logger = logging.getLogger(__name__)

HEARTBEAT = "heartbeat"
# The first half of every advisory lock key of the clock, so that no other use of such locks meets ours.
LOCK_SPACE = crc32(b"portal.jobs.clock") - 2**31


@dataclass(frozen=True)
class Chore:
    name: str
    every: timedelta
    run: Callable

    def due(self, last_started, now):
        """Whether the last run was begun long enough ago."""
        return last_started is None or last_started <= now - self.every


_chores = {}


def chore(name, *, every):
    """Decorate a function that a worker shall run about `every` so often.

    It runs in one worker at a time and outside a transaction. If it raises, the error is logged and kept, and
    it runs again when it comes round. Put it in `<app>/chores.py`, which is found at start.
    """

    def register(function):
        if name in _chores:
            raise ValueError(f"There is already a chore named {name}.")
        _chores[name] = Chore(name, every, function)
        return function

    return register


def run_due_chores():
    """Run the chores whose time has come and that no other worker runs now. Returns their names."""
    last_started = dict(ChoreRun.objects.values_list("name", "last_started"))
    if missing := _chores.keys() - last_started.keys():
        ChoreRun.objects.bulk_create([ChoreRun(name=name) for name in missing], ignore_conflicts=True)
    now = timezone.now()
    due = [each for each in _chores.values() if each.due(last_started.get(each.name), now)]
    return [each.name for each in due if run_chore(each.name)]


def run_chore(name):
    """Run one chore if it is due and nobody else runs it now. Returns whether it ran."""
    each = _chores[name]
    with _only_worker(name) as alone:
        # Another worker may have finished it between our look and our lock.
        last_started = ChoreRun.objects.values_list("last_started", flat=True).get(name=name)
        if not (alone and each.due(last_started, timezone.now())):
            return False
        ChoreRun.objects.filter(name=name).update(last_started=timezone.now())
        try:
            each.run()
        except Exception as error:
            logger.exception("The chore %s failed", name)
            ChoreRun.objects.filter(name=name).update(last_error=f"{type(error).__name__}: {error}")
        else:
            ChoreRun.objects.filter(name=name).update(last_finished=timezone.now(), last_error="")
    return True


def worker_seen_at():
    """When a worker was last alive, or None if none ever was. For the readiness check."""
    return ChoreRun.objects.filter(name=HEARTBEAT).values_list("last_finished", flat=True).first()


@contextmanager
def _only_worker(name):
    """Hold the chore's advisory lock, or yield False. PostgreSQL lets go of it when the worker dies."""
    key = (LOCK_SPACE, crc32(name.encode()) - 2**31)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
