"""Working on several inputs at once: alike ones get one answer, and each giver one letter."""

from collections import defaultdict

from django.db import transaction

from partners.inputs.actions import (
    assign_input,
    give_answer,
    set_theme,
    take_up,
    write_to_giver,
)
from partners.inputs.errors import InputError
from partners.inputs.models import Input
from portal.mail import outbox


@transaction.atomic
def answer_inputs(inputs, *, status, text, by, seen):
    """Give the same answer to each; `seen` has the `marker_of` each by primary key.

    Returns (answered, left alone): what is hidden or has changed since is not answered.
    """
    return _answer_each(dict.fromkeys(inputs, (status, text)), by=by, seen=seen)


@transaction.atomic
def say_what_was_used(page, verdicts, *, by, seen):
    """Say of inputs what the published version of `page` takes up: `verdicts` has (status, reason) by input.

    Returns (answered, left alone) as `answer_inputs`.
    """
    return _answer_each(verdicts, by=by, seen=seen, version=page.live_revision)


def _answer_each(verdicts, *, by, seen, version=None):
    given = {input.pk: verdict for input, verdict in verdicts.items()}
    answers, left = [], []
    for input in _locked(verdicts):
        status, text = given[input.pk]
        marker = seen.get(input.pk, "")
        try:
            answer, is_new = give_answer(input, status=status, text=text, by=by, seen=marker, version=version)
        except InputError:
            left.append(input)
            continue
        if is_new:
            answers.append(answer)
    for told in _by_giver(answers).values():
        if len(told) == 1:
            write_to_giver("inputs.answered", told[0].input, data={"answer": told[0].pk}, key=told[0].pk)
        else:
            _write_together("inputs.answered_together", told, "answers")
    return [answer.input for answer in answers], left


@transaction.atomic
def consider_inputs(inputs, *, by):
    """Take each new one up for consideration. Returns those that were new."""
    changes = [change for input in _locked(inputs) if (change := take_up(input, by=by))]
    for told in _by_giver(changes).values():
        if len(told) == 1:
            write_to_giver("inputs.considering", told[0].input, data={"change": told[0].pk}, key=told[0].pk)
        else:
            _write_together("inputs.considering_together", told, "changes")
    return [change.input for change in changes]


@transaction.atomic
def assign_inputs(inputs, *, assignee, by):
    """Say who works on each of them; None says nobody."""
    return [assign_input(input, assignee=assignee, by=by) for input in _locked(inputs)]


@transaction.atomic
def set_themes(inputs, *, theme, by):
    """Say what each of them is about; None says that nobody knows yet."""
    return [set_theme(input, theme=theme, by=by) for input in _locked(inputs)]


def _locked(inputs):
    """In one order, so that two who work on several at once do not wait for each other in a ring."""
    rows = Input.objects.select_for_update(of=("self",)).select_related("giver")
    return list(rows.filter(pk__in=[input.pk for input in inputs]).order_by("pk"))


def _by_giver(steps):
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
