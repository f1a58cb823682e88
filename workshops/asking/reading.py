"""The questions of an activity, as those in the room may see them."""

from django.db.models import Count, Exists, OuterRef

from partners.inputs.models import Input
from workshops.asking.models import AudienceQuestion, Upvote


def shown_questions():
    """Those that are neither hidden nor withdrawn, with their `votes`."""
    rows = AudienceQuestion.objects.filter(input__withdrawn_at=None).exclude(
        input__status=Input.Status.HIDDEN
    )
    return rows.select_related("input", "activity").annotate(votes=Count("upvotes"))


def questions_of(activity):
    """Most wanted first. One query."""
    return shown_questions().filter(activity=activity).order_by("-votes", "pk")


def marked_for(questions, participant):
    """The same, each with `is_mine`: whether the participant has voted it up. No query more."""
    mine = Upvote.objects.filter(question=OuterRef("pk"), participant=participant)
    return questions.annotate(is_mine=Exists(mine))
