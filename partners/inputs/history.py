"""The life of one input, as its page tells it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from partners.inputs.models import Answer, Input, StatusChange


@dataclass(frozen=True)
class Step:
    at: datetime
    title: str
    text: str = ""
    answer: Answer | None = None
    change: StatusChange | None = None


def history_of(input):
    """Every step so far, oldest first: received, considered, answered, hidden. Two queries at most."""
    steps = [Step(input.created_at, _("Received"))]
    steps += [Step(answer.at, answer.get_status_display(), answer=answer) for answer in input.answers.all()]
    for change in input.changes.all():
        if change.after == Input.Status.CONSIDERING and change.before != Input.Status.HIDDEN:
            steps.append(Step(change.at, _("Taken up for consideration"), change=change))
        elif change.after == Input.Status.HIDDEN:
            steps.append(Step(change.at, _("Hidden by the municipality"), change.reason, change=change))
        elif change.before == Input.Status.HIDDEN:
            steps.append(Step(change.at, _("Shown again"), change=change))
    return sorted(steps, key=lambda step: step.at)
