"""The questions of an activity and those who ask for the floor, as those in the room may see them."""

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Value, When

from partners.inputs.models import Input
from workshops.asking.models import AudienceQuestion, Hand, Upvote

Stage = AudienceQuestion.Stage
TURN = Case(
    When(stage=Stage.LIVE, then=Value(0)),
    When(stage=Stage.ANSWERED, then=Value(2)),
    default=Value(1),
    output_field=IntegerField(),
)


def shown_questions():
    """Those that are neither hidden nor withdrawn, with their `votes`."""
    rows = AudienceQuestion.objects.filter(input__withdrawn_at=None).exclude(
        input__status=Input.Status.HIDDEN
    )
    return rows.select_related("input", "activity").annotate(votes=Count("upvotes"))


def questions_of(activity):
    """What is answered now, then the most wanted, then what has been answered. One query."""
    return shown_questions().filter(activity=activity).order_by(TURN, "-votes", "pk")


def live_question(activity):
    """The question that is answered now, with its `votes`; or None. One query."""
    return shown_questions().filter(activity=activity, stage=Stage.LIVE).first()


def hidden_questions(activity):
    """Those that the others in the room do not see. One query."""
    rows = AudienceQuestion.objects.filter(activity=activity, input__status=Input.Status.HIDDEN)
    return rows.filter(input__withdrawn_at=None).select_related("input").order_by("pk")


def marked_for(questions, participant):
    """The same, each with `is_mine`: whether the participant has voted it up. No query more."""
    mine = Upvote.objects.filter(question=OuterRef("pk"), participant=participant)
    return questions.annotate(is_mine=Exists(mine))


def hand_of(activity, participant):
    """The participant's raised hand, or None. One query."""
    return Hand.objects.filter(activity=activity, participant=participant, lowered_at=None).first()


def speakers_of(activity):
    """Whose hands are up: who has the floor, then in the order in which they were raised. One query.

    Each tells whether its participant `has_spoken` in the meeting before.
    """
    earlier = Hand.objects.filter(participant=OuterRef("participant"), called_at__isnull=False)
    rows = Hand.objects.filter(activity=activity, lowered_at=None).select_related("participant")
    rows = rows.annotate(has_spoken=Exists(earlier.exclude(pk=OuterRef("pk"))))
    return rows.order_by(F("called_at").asc(nulls_last=True), "raised_at", "pk")
