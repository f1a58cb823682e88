"""What differs between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word with what follows it, so that a sentence is not compared space by space.
WORDS = re.compile(r"\S+\s*|\s+")
SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True)
class Piece:
    kind: str
    text: str


def compare(before, after):
    """The words of both texts in pieces: those they share, those that went, those that came."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            pieces.append(Piece(SAME, "".join(old[a:b])))
            continue
        pieces += [Piece(REMOVED, "".join(old[a:b]))] if b > a else []
        pieces += [Piece(ADDED, "".join(new[c:d]))] if d > c else []
    return pieces
