"""What waits for a person. Each subject above says what it asks of them.

A teller is a callable `(request) -> list of Waiting`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """Something that a person is asked to do: in words, where, and what the button says."""

    text: str
    url: str
    label: str


_tellers = []


def waits(order):
    """Register what one subject asks of people; the one with the smallest order stands on top."""

    def register(tell):
        _tellers.append((order, tell))
        return tell

    return register


def all_that_waits(request):
    """Everything that waits for who is signed in, in order."""
    in_order = sorted(_tellers, key=lambda pair: pair[0])
    return [each for _order, tell in in_order for each in tell(request)]
