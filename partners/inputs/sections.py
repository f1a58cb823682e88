"""What subjects above add to inputs: on an input's page, at the desk, in lists, in its history.

Nothing here knows those above: each registers what it has.
"""

from collections.abc import Callable
from dataclasses import dataclass

from home.sections import Section

_figures = []
_on_page, _at_desk, _lives, _markers = [], [], [], []
_told_of_answers, _told_of_hiding, _told_of_redaction, _told_of_new_texts = [], [], [], []
_told_of_changes, _told_of_showing = [], []


def input_section(order):
    """Register a section below an input: `(request, input) -> (template, context)`, or None for nothing.

    It is asked whoever reads; that they may read the input is settled.
    """
    return _registered(_on_page, order)


def desk_section(order):
    """Register a section of an input's page at the coordinator's desk, made as an `input_section` is."""
    return _registered(_at_desk, order)


def life(order):
    """Register more of an input's history for the desk: `(input) -> list of Step`."""
    return _registered(_lives, order)


def marker(order):
    """Register what a list says of each input: `(user, inputs) -> {primary key: template name, context}`.

    It may make one query for all of them.
    """
    return _registered(_markers, order)


@dataclass(frozen=True)
class DeskFigures:
    """A column of the coordinator's table, by which it can be sorted, and its columns in exports.

    `annotations` are expressions by name, with `sort_key` among them; `words(input)` is what the column says,
    and `exported` names an annotation and its label for each column of a file.
    """

    label: str
    sort_key: str
    annotations: dict
    words: Callable
    exported: dict


def desk_figures(figures):
    """Register what a subject above counts of each input."""
    _figures.append(figures)
    return figures


def every_desk_figure():
    return list(_figures)


def with_desk_figures(inputs):
    """These inputs with what is counted of each; only what is shown or sorted by is worked out."""
    for figures in _figures:
        inputs = inputs.annotate(**figures.annotations)
    return inputs


def told_of_answers(listener):
    """Let `listener(answer)` know of each answer, in the transaction that gives it."""
    _told_of_answers.append(listener)
    return listener


def told_of_hiding(listener):
    """Let `listener(input)` know of each input that is hidden, in the transaction that hides it."""
    _told_of_hiding.append(listener)
    return listener


def told_of_showing(listener):
    """Let `listener(input)` know of each hidden input that is shown again, in the same transaction."""
    _told_of_showing.append(listener)
    return listener


def told_of_redaction(listener):
    """Let `listener(input)` know of each input that words were taken out of, in the same transaction."""
    _told_of_redaction.append(listener)
    return listener


def told_of_new_text(listener):
    """Let `listener(input, earlier)` know of each text that replaces one that others have read."""
    _told_of_new_texts.append(listener)
    return listener


def told_of_changes(listener):
    """Let `listener(inputs)` know of inputs that read otherwise now, as the last thing in the transaction.

    That is for telling a room: nothing else may be written then.
    """
    _told_of_changes.append(listener)
    return listener


def input_sections(request, input):
    return _made(_on_page, request, input)


def desk_sections(request, input):
    return _made(_at_desk, request, input)


def steps_from_above(input):
    return [step for _order, tell in _in_order(_lives) for step in tell(input)]


def mark(user, inputs):
    """Give each of these inputs its `marks`: sections that its row in a list ends with."""
    told = [tell(user, inputs) for _order, tell in _in_order(_markers)] if inputs else []
    for input in inputs:
        input.marks = [Section(*each[input.pk]) for each in told if input.pk in each]
    return inputs


def tell_of_answer(answer):
    for listener in _told_of_answers:
        listener(answer)


def tell_of_hiding(input):
    for listener in _told_of_hiding:
        listener(input)


def tell_of_showing(input):
    for listener in _told_of_showing:
        listener(input)


def tell_of_redaction(input):
    for listener in _told_of_redaction:
        listener(input)


def tell_of_new_text(input, earlier):
    for listener in _told_of_new_texts:
        listener(input, earlier)


def tell_of_change(inputs):
    for listener in _told_of_changes:
        listener(inputs)


def _registered(kept, order):
    def register(make):
        kept.append((order, make))
        return make

    return register


def _made(kept, request, input):
    made = (make(request, input) for _order, make in _in_order(kept))
    return [Section(*each) for each in made if each]


def _in_order(kept):
    return sorted(kept, key=lambda pair: pair[0])
