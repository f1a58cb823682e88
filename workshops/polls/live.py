"""The hub's room of a meeting's polls: how many have voted, and how, at most once a second."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.utils import timezone

from portal.live.actions import forget, tell
from portal.live.rooms import register_kind
from workshops.live.hall import may_enter
from workshops.polls.models import Poll
from workshops.polls.reading import results_context

PUSH_EVERY = timedelta(seconds=1)


def render(key, what, data):
    """Numbers are the same for all and are put in; the form each page fetches as its reader may see it."""
    if what != "votes":
        return data
    poll = Poll.objects.select_related("activity__room").get(pk=data["poll"])
    html = render_to_string("workshops/polls/_results.html", results_context(poll))
    return {"target": f"#poll-{poll.pk}-results", "swap": "replace", "html": html}


POLLS = register_kind("poll", may_enter=may_enter, render=render)


def tell_of_state(poll):
    """The poll was opened, closed or changed. To be called last in that transaction."""
    tell(POLLS, poll.activity.room_id, what="state", poll=poll.pk)


def tell_of_votes(poll, *, at_once=False):
    """Votes came in, to a poll that is locked. In a crowd the next telling says it; a chore says the last."""
    now = timezone.now()
    if not at_once and poll.told_at and timedelta(0) <= now - poll.told_at < PUSH_EVERY:
        if not poll.is_untold:
            poll.is_untold = True
            poll.save(update_fields=["is_untold"])
        return
    poll.told_at, poll.is_untold = now, False
    poll.save(update_fields=["told_at", "is_untold"])
    tell(POLLS, poll.activity.room_id, what="votes", poll=poll.pk)


def take_off_screens(poll):
    """What was told before is not told again to who comes late."""
    forget(POLLS, poll.activity.room_id)
    tell_of_votes(poll, at_once=True)
