"""The letters that givers of input get."""

from urllib.parse import urljoin

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.inputs.models import Answer, Input, StatusChange
from portal.mail.kinds import Composed
from portal.mail.topics import Topic

NAMES = {
    "inputs.receipt": gettext_lazy("Receipt for input"),
    "inputs.considering": gettext_lazy("Input being considered"),
    "inputs.considering_together": gettext_lazy("Several inputs being considered"),
    "inputs.answered": gettext_lazy("Answer to input"),
    "inputs.answered_together": gettext_lazy("Answer to several inputs"),
    "inputs.hidden": gettext_lazy("Input hidden"),
    "inputs.shown": gettext_lazy("Input shown again"),
    "inputs.approved": gettext_lazy("Input seen and shown"),
}

TOPICS = [
    (
        Topic(
            "inputs.answers",
            gettext_lazy("Answers to your input"),
            gettext_lazy(
                "When the municipality answers what you said. The answers stand on the website too."
            ),
            order=30,
        ),
        ["inputs.answered", "inputs.answered_together"],
    ),
    (
        Topic(
            "inputs.progress",
            gettext_lazy("Receipts and news of your input"),
            gettext_lazy(
                "When we have received it, when others can read it, and when somebody begins on it."
            ),
            order=40,
        ),
        ["inputs.receipt", "inputs.approved", "inputs.considering", "inputs.considering_together"],
    ),
    (
        Topic(
            "inputs.hidden",
            gettext_lazy("When your input is hidden"),
            gettext_lazy("If the municipality hides what you said, or shows it again."),
            order=70,
            needed=gettext_lazy("It is a decision about what you said, and you have a right to know why."),
        ),
        ["inputs.hidden", "inputs.shown"],
    ),
]

_finders = []


def register_address(finder):
    """Let `finder(input) -> address or ""` say where givers find what they gave. The first one counts."""
    _finders.append(finder)
    return finder


def address_of(input):
    """Where the giver reads an input: the personal page, else the public one; empty when there is none."""
    for finder in _finders:
        if address := finder(input):
            return absolute(address)
    return absolute(input.get_absolute_url()) if input.is_public else ""


def absolute(address):
    return urljoin(f"{settings.SITE_URL}/", address)


def given_inputs():
    return Input.objects.select_related("page", "giver")


def why(page):
    return _("You get this because you gave input about “%(title)s”.") % {"title": page.title}


def compose_receipt(letter):
    """Thanks for all that was given at once, with who sees it and what happens next."""
    inputs = list(given_inputs().filter(pk__in=letter.data["inputs"], giver__isnull=False).order_by("pk"))
    if not inputs:
        return None
    return Composed(
        subject=_("We have received your input"),
        template="inputs/receipt",
        context={"inputs": inputs, "page": inputs[0].page, "url": address_of(inputs[0])},
        why=why(inputs[0].page),
    )


def compose_answered(letter):
    """The municipality's answer, with what it answers."""
    answer = (
        Answer.objects.filter(pk=letter.data["answer"]).select_related("input__page", "input__giver").first()
    )
    if answer is None or answer.input.giver is None:
        return None
    return answered_letter(answer)


def answered_letter(answer):
    """The letter about an answer, also one that is not yet saved: the coordinator's preview."""
    return Composed(
        subject=_("Your input is answered: %(beginning)s")
        % {"beginning": Truncator(answer.input.words).chars(60)},
        template="inputs/answered",
        context={"answer": answer, "input": answer.input, "url": address_of(answer.input)},
        why=why(answer.input.page),
    )


def compose_answered_together(letter):
    """The answers to several inputs of the same giver: each answer once, after all that it goes for."""
    answers = Answer.objects.filter(pk__in=letter.data["answers"], input__giver__isnull=False)
    answers = list(answers.select_related("input__page", "input__giver").order_by("input__pk"))
    if not answers:
        return None
    return Composed(
        subject=_("Your inputs are answered"),
        template="inputs/answered_together",
        context={"groups": _by_words(answers)},
        why=why(answers[0].input.page),
    )


def compose_considering_together(letter):
    """That somebody has begun on several inputs of the same giver; on those that are not answered since."""
    changes = StatusChange.objects.filter(pk__in=letter.data["changes"], input__giver__isnull=False)
    still = changes.filter(input__status=Input.Status.CONSIDERING).order_by("input__pk")
    inputs = [change.input for change in still.select_related("input__page", "input__giver")]
    if not inputs:
        return None
    return Composed(
        subject=_("What you have said is being considered"),
        template="inputs/considering_together",
        context={"told": _with_addresses(inputs)},
        why=why(inputs[0].page),
    )


def _by_words(answers):
    groups = {}
    for answer in answers:
        groups.setdefault((answer.status, answer.text), []).append(answer)
    return [
        {"answer": alike[0], "told": _with_addresses([answer.input for answer in alike])}
        for alike in groups.values()
    ]


def _with_addresses(inputs):
    return [{"input": input, "url": address_of(input)} for input in inputs]


def changed_letter(letter, subject, template, **words):
    """The letter about a step in an input's life; None when it has moved on, or its giver is forgotten."""
    changes = StatusChange.objects.select_related("input__page", "input__giver")
    change = changes.filter(pk=letter.data["change"]).first()
    if change is None or change.input.giver is None or change.input.status != change.after:
        return None
    context = {"input": change.input, "reason": change.reason, "url": address_of(change.input)}
    return Composed(subject=subject, template=template, context=context | words, why=why(change.input.page))


def compose_considering(letter):
    """That somebody has begun on it."""
    said = _("The municipality has taken up what you wrote for consideration. You get the answer by e-mail.")
    return changed_letter(letter, _("Your input is being considered"), "inputs/changed", said=said)


def compose_hidden(letter):
    """Why an input no longer stands on the public page, or was never shown there."""
    was_waiting = StatusChange.objects.filter(pk=letter.data["change"], before=Input.Status.WAITING).exists()
    subject = _("Your input is not shown") if was_waiting else _("Your input has been hidden")
    return changed_letter(letter, subject, "inputs/hidden", was_waiting=was_waiting)


def compose_approved(letter):
    """That the municipality has seen what waited, and others can read it; of what is shown still."""
    rows = given_inputs().filter(pk__in=letter.data["inputs"], giver__isnull=False).order_by("pk")
    inputs = [input for input in rows if input.is_shown and not input.is_withdrawn]
    if not inputs:
        return None
    return Composed(
        subject=_("What you wrote is shown now"),
        template="inputs/approved",
        context={"told": _with_addresses(inputs)},
        why=why(inputs[0].page),
    )


def compose_shown(letter):
    """That what was hidden is hidden no more."""
    said = _("The municipality hid what you wrote, and has now made it visible again.")
    return changed_letter(letter, _("Your input is shown again"), "inputs/changed", said=said)


COMPOSERS = {
    "inputs.receipt": compose_receipt,
    "inputs.considering": compose_considering,
    "inputs.considering_together": compose_considering_together,
    "inputs.answered": compose_answered,
    "inputs.answered_together": compose_answered_together,
    "inputs.hidden": compose_hidden,
    "inputs.shown": compose_shown,
    "inputs.approved": compose_approved,
}
