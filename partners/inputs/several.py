"""Working on several inputs at once: alike ones get one answer, and each giver one letter."""

from collections import defaultdict

from django.db import transaction

from home.programme import answers_need_approval
from partners.inputs.actions import (
    assign_input,
    give_answer,
    set_theme,
    take_up,
    write_to_giver,
)
from partners.inputs.errors import InputError, NeedsApproval
from partners.inputs.live import tell_of_inputs
from partners.inputs.models import Input
from portal.mail import outbox


@transaction.atomic
def answer_inputs(inputs, *, status, text, by, seen):
    """Give the same answer to each; `seen` has the `marker_of` each by primary key.

    Returns (answered, left alone): what is hidden, drafted an answer to or has changed since is not answered.
    Raises `NeedsApproval` where two must agree on an answer.
    """
    if answers_need_approval():
        raise NeedsApproval
    return answer_each(dict.fromkeys(inputs, (status, text)), by=by, seen=seen)


@transaction.atomic
def say_what_was_used(page, verdicts, *, by, seen):
    """Say of inputs what the published version of `page` takes up: `verdicts` has (status, reason) by input.

    Returns (answered, left alone), and raises, as `answer_inputs`.
    """
    if answers_need_approval():
        raise NeedsApproval
    return answer_each(verdicts, by=by, seen=seen, version=page.live_revision)


def answer_each(verdicts, *, by, seen, **facts):
    """As `answer_inputs`, with a verdict for each and the `facts` that `give_answer` takes."""
    given = {input.pk: verdict for input, verdict in verdicts.items()}
    answers, left = [], []
    for input in all_locked(verdicts):
        status, text = given[input.pk]
        marker = seen.get(input.pk, "")
        try:
            answer, is_new = give_answer(input, status=status, text=text, by=by, seen=marker, **facts)
        except InputError:
            left.append(input)
            continue
        if is_new:
            answers.append(answer)
    for told in by_giver(answers).values():
        if len(told) == 1:
            write_to_giver("inputs.answered", told[0].input, data={"answer": told[0].pk}, key=told[0].pk)
        else:
            _write_together("inputs.answered_together", told, "answers")
    answered = [answer.input for answer in answers]
    tell_of_inputs(*answered)
    return answered, left


@transaction.atomic
def consider_inputs(inputs, *, by):
    """Take each new one up for consideration. Returns those that were new."""
    changes = [change for input in all_locked(inputs) if (change := take_up(input, by=by))]
    for told in by_giver(changes).values():
        if len(told) == 1:
            write_to_giver("inputs.considering", told[0].input, data={"change": told[0].pk}, key=told[0].pk)
        else:
            _write_together("inputs.considering_together", told, "changes")
    considered = [change.input for change in changes]
    tell_of_inputs(*considered)
    return considered


@transaction.atomic
def assign_inputs(inputs, *, assignee, by):
    """Say who works on each of them; None says nobody."""
    return [assign_input(input, assignee=assignee, by=by) for input in all_locked(inputs)]


@transaction.atomic
def set_themes(inputs, *, theme, by):
    """Say what each of them is about; None says that nobody knows yet."""
    return [set_theme(input, theme=theme, by=by) for input in all_locked(inputs)]


def all_locked(inputs):
    """In one order, so that two who work on several at once do not wait for each other in a ring."""
    rows = Input.objects.select_for_update(of=("self",)).select_related("giver")
    return list(rows.filter(pk__in=[input.pk for input in inputs]).order_by("pk"))


def by_giver(steps):
    """Answers or changes by who gave the input, and the language that it was given in."""
    told = defaultdict(list)
    for step in steps:
        told[step.input.giver_id, step.input.language].append(step)
    return told


def _write_together(kind, steps, name):
    """One letter about several inputs of the same giver; nobody when the giver is forgotten."""
    first = steps[0].input
    if first.giver:
        outbox.write(
            kind,
            to=first.giver.email,
            data={name: [step.pk for step in steps], "inputs": [step.input_id for step in steps]},
            dedupe_key=f"{kind}:{steps[0].pk}",
            about=f"input:{first.pk}",
            language=first.language,
        )
