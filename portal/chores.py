"""Chores of the ground outside mail and jobs."""

from datetime import timedelta

from django.utils import timezone

from portal.jobs.clock import chore
from portal.live import log
from portal.ratelimit import Attempts


@chore("forget-attempts", every=timedelta(hours=1))
def forget_attempts():
    """Delete the counts of the rate limits whose window is over."""
    Attempts.objects.filter(until__lte=timezone.now()).delete()


@chore("forget-changes", every=timedelta(minutes=10))
def forget_changes():
    """Delete what changes of live rooms said, once nobody catches up with it any more."""
    log.forget_old()
