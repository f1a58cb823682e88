"""What the clock does with meetings and sign-ups."""

from datetime import timedelta

from django.utils import timezone

from portal.jobs.clock import chore
from workshops.polls.actions import tell_what_waits
from workshops.polls.models import Poll
from workshops.signups.models import SignUp

# What was needed to hold the meeting is of no use after it (GDPR art. 5(1)(e)).
LOGISTICS_KEPT = timedelta(days=30)


@chore("workshops.forget_logistics", every=timedelta(hours=12))
def forget_logistics():
    """Remove access needs when thirty days have passed since the meeting. Returns how many had any."""
    over = SignUp.objects.filter(workshop__end__lt=timezone.now() - LOGISTICS_KEPT)
    return over.exclude(access_needs="").update(access_needs="")


@chore("workshops.tell_votes", every=timedelta(seconds=2))
def tell_votes():
    """Push the last votes of each crowd to the charts that are open."""
    for poll in Poll.objects.filter(is_untold=True).order_by("pk"):
        tell_what_waits(poll)
