"""The life of one input, as its page tells it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import ModelLogEntry

from partners.inputs.letters import NAMES
from partners.inputs.models import Answer, Input, StatusChange, Theme
from partners.inputs.sections import steps_from_above
from partners.people.models import User
from portal.mail.models import Letter

LOGGED = ["partners.input.theme", "partners.input.assign"]
DRAFTED = {
    "partners.draft.save": gettext_lazy("Draft answer saved"),
    "partners.draft.ask": gettext_lazy("Draft answer sent for approval"),
    "partners.draft.return": gettext_lazy("Draft answer sent back"),
    "partners.draft.discard": gettext_lazy("Draft answer discarded"),
}
TOGETHER = ["inputs.answered_together", "inputs.considering_together", "inputs.approved"]


@dataclass(frozen=True)
class Step:
    at: datetime
    title: str
    text: str = ""
    answer: Answer | None = None
    change: StatusChange | None = None
    user: object = None

    @property
    def by(self):
        """Who did it. A query each, unless those of answers and changes were fetched with the input."""
        return self.user or (self.answer or self.change) and (self.answer or self.change).by


def history_of(input):
    """Every step so far, oldest first: received, considered, answered, hidden. Two queries at most."""
    steps = [Step(input.created_at, _("Received"))]
    steps += [Step(answer.at, answer.get_status_display(), answer=answer) for answer in input.answers.all()]
    for change in input.changes.all():
        if change.after == Input.Status.CONSIDERING and change.before != Input.Status.HIDDEN:
            steps.append(Step(change.at, _("Taken up for consideration"), change=change))
        elif change.before == Input.Status.WAITING and change.after == Input.Status.NEW:
            steps.append(Step(change.at, _("Seen by the municipality, and shown"), change=change))
        elif change.before == Input.Status.WAITING and change.after == Input.Status.HIDDEN:
            steps.append(Step(change.at, _("Not shown by the municipality"), change.reason, change=change))
        elif change.after == Input.Status.HIDDEN:
            steps.append(Step(change.at, _("Hidden by the municipality"), change.reason, change=change))
        elif change.before == Input.Status.HIDDEN:
            steps.append(Step(change.at, _("Shown again"), change=change))
    return sorted(steps, key=lambda step: step.at)


def whole_life_of(input):
    """The history, and what the public does not see of it: who handles it, letters, what others add."""
    entries = ModelLogEntry.objects.for_instance(input).select_related("user")
    entries = list(entries.filter(action__in=[*LOGGED, *DRAFTED]))
    logged = {action: [entry for entry in entries if entry.action == action] for action in LOGGED}
    steps = history_of(input) + letter_steps(input) + steps_from_above(input)
    steps += draft_steps([entry for entry in entries if entry.action in DRAFTED])
    steps += theme_steps(logged["partners.input.theme"]) + assignee_steps(logged["partners.input.assign"])
    return sorted(steps, key=lambda step: step.at)


def draft_steps(entries):
    """What was done with drafts of an answer; what they said stands with the drafts."""
    return [Step(entry.timestamp, str(DRAFTED[entry.action]), user=entry.user) for entry in entries]


def theme_steps(entries):
    names = {theme.pk: str(theme) for theme in Theme.objects.all()} if entries else {}
    gone = _("a theme that is deleted since")
    return [_moved(entry, "theme", _("Theme changed"), names, _("No theme"), gone) for entry in entries]


def assignee_steps(entries):
    people = User.objects.in_bulk({pk for entry in entries for pk in entry.data["assignee"] if pk})
    gone = _("somebody who has left")
    return [_moved(entry, "assignee", _("Handled by"), people, _("nobody"), gone) for entry in entries]


def _moved(entry, name, title, names, none, gone):
    """From one to another: each by what it is called now."""
    told = [none if key is None else str(names.get(key, gone)) for key in entry.data[name]]
    return Step(entry.timestamp, title, " → ".join(told), user=entry.user)


def letter_steps(input):
    """The letters about an input; the receipt is for all that was given with it."""
    together = Input.objects.filter(giver=input.giver_id, page=input.page_id, created_at=input.created_at)
    together = together.filter(giver__isnull=False).order_by()
    about = [f"input:{pk}" for pk in together.values_list("pk", flat=True)]
    letters = Letter.objects.filter(
        Q(about=f"input:{input.pk}", kind__in=list(NAMES))
        | Q(about__in=about, kind="inputs.receipt")
        | Q(kind__in=TOGETHER, data__inputs__contains=[input.pk])
    )
    return [
        Step(
            letter.sent_at or letter.created_at,
            _("E-mail: %(kind)s") % {"kind": NAMES[letter.kind]},
            f"{letter.to}: {letter.get_state_display()}",
        )
        for letter in letters
    ]
