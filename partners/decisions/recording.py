"""What was decided in a meeting: it stands among the group's decisions, and nobody has voted."""

from django.db import transaction
from django.utils.text import Truncator
from wagtail.log_actions import log

from partners.decisions import letters
from partners.decisions.models import GroupDecision, Outcome
from partners.groups.actions import locked_at_work
from portal.text import clean_line, clean_text

TITLE_LENGTH = GroupDecision._meta.get_field("title").max_length


@transaction.atomic
def record_decision(group, *, text, at, by, client_id, owner=None, review_on=None):
    """A decision that is over, with `text` as its outcome. The same `client_id` again gives the same one.

    Who sees to it hears on the day of the review; that it is decided, minutes tell. Raises `Archived`.
    """
    group = locked_at_work(group)
    if there := GroupDecision.objects.filter(client_id=client_id).first():
        return there
    decision = GroupDecision.objects.create(
        group=group,
        kind=GroupDecision.Kind.MEETING,
        state=GroupDecision.State.CLOSED,
        title=Truncator(clean_line(text)).chars(TITLE_LENGTH),
        started_by=by,
        closes_at=at,
        opened_at=at,
        closed_at=at,
        client_id=client_id,
    )
    outcome = Outcome.objects.create(
        decision=decision, text=clean_text(text), owner=owner, review_on=review_on, written_by=by
    )
    log(decision, "partners.group_decision.record", user=by)
    letters.plan_review(outcome)
    return decision


def change_words(decision, change):
    """Let `change` rewrite what a recorded decision says, when somebody's name is taken out of it."""
    decision.title = change(decision.title)[:TITLE_LENGTH]
    decision.save(update_fields=["title"])
    decision.outcome.text = change(decision.outcome.text)
    decision.outcome.save(update_fields=["text"])
