"""What a task came from: a post, minutes, a decision. Each subject above says how its own is shown.

A teller is a callable `(thing, member)` that gives a `Source`, or None for who may not read it;
`member` is the reader's own place in the task's group.
"""

from dataclasses import dataclass

_tellers = {}


@dataclass(frozen=True)
class Source:
    words: str
    url: str


def task_source(model):
    """Register how a model's rows are shown as where a task came from."""

    def register(tell):
        _tellers[model] = tell
        return tell

    return register


def source_of(task, member):
    """Where it came from, for this reader; None when that is nowhere, gone or not for them."""
    tell = _tellers.get(type(task.source))
    return tell(task.source, member) if tell else None
