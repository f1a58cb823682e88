"""The text of minutes as a CRDT: every change merges with every other, in whatever order they come.

A state and an update are bytes in the format that Yjs writes. Nothing here asks the database.
"""

from difflib import SequenceMatcher

from pycrdt import Doc, Text

from partners.minutes.errors import NotAnUpdate, TooLong
from portal.text import NEWLINES, UNWANTED

ROOT = "text"
TEXT_LIMIT = 60_000
UPDATE_LIMIT = 256 * 1024
STATE_LIMIT = 384 * 1024


class Replica:
    """A copy of the text, made of a state and the updates that came after it.

    Raises `NotAnUpdate` for bytes that are none.
    """

    def __init__(self, *updates):
        self.doc = Doc()
        self.text = self.doc.get(ROOT, type=Text)
        for update in updates:
            self._apply(update)

    def __str__(self):
        return str(self.text)

    @property
    def state(self):
        """All of it as one update."""
        return self.doc.get_update()

    def add(self, update):
        """Take in a change that somebody sent.

        Returns the copies in whose name it writes; None when there is nothing new in it. Raises `NotAnUpdate`
        for what is broken, is no plain text or follows on what is not here, and `TooLong`. Then this copy is
        spoilt.
        """
        if len(update) > UPDATE_LIMIT:
            raise TooLong
        before, clocks = self.state, self._clocks()
        self._apply(update)
        after = self._clocks()
        if list(self.doc.keys()) != [ROOT] or not self._is_plain():
            raise NotAnUpdate
        if len(str(self)) > TEXT_LIMIT or len(self.state) > STATE_LIMIT:
            raise TooLong
        advanced = {replica for replica, clock in after.items() if clock != clocks.get(replica, 0)}
        if not advanced and _follows_on_unknown(update, clocks):
            raise NotAnUpdate
        return advanced if advanced or self.state != before else None

    def rewritten(self, new):
        """The update that makes this text `new`, touching only what differs; None when nothing does."""
        before, old = self.doc.get_state(), str(self)
        new = plain(new)
        if old == new:
            return None
        with self.doc.transaction():
            # From the end, so that what stands before keeps its place.
            for start, end, words in reversed(differences(old, new)):
                at = len(old[:start].encode())
                if end > start:
                    del self.text[at : at + len(old[start:end].encode())]
                if words:
                    self.text.insert(at, words)
        return self.doc.get_update(before)

    def _apply(self, update):
        try:
            self.doc.apply_update(bytes(update))
        except ValueError:
            raise NotAnUpdate from None

    def _clocks(self):
        return _read_clocks(self.doc.get_state())

    def _is_plain(self):
        return all(isinstance(words, str) and not marks for words, marks in self.text.diff())


def plain(text):
    """Text as minutes hold it: plain line breaks, nothing unseen; blanks stay as they are typed."""
    return UNWANTED.sub("", NEWLINES.sub("\n", text))


def differences(old, new):
    """(start, end, words): what of `old` is replaced by which words, line by line and tight within lines."""
    olds, news = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [0]
    for line in olds:
        starts.append(starts[-1] + len(line))
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            # As many lines as before: each is taken for a change of its own.
            pairs = zip(starts[a:b], olds[a:b], news[c:d], strict=True)
            found += [_tightened(*pair) for pair in pairs]
        elif kind != "equal":
            found.append(_tightened(starts[a], "".join(olds[a:b]), "".join(news[c:d])))
    return found


def _tightened(start, old, new):
    shortest = min(len(old), len(new))
    head = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    rest = shortest - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    return start + head, start + len(old) - tail, new[head : len(new) - tail]


def _read_clocks(state):
    """How much is known of each copy: {its number: clock}, of a state vector."""
    numbers = _numbers(state)
    return {next(numbers): next(numbers) for _each in range(next(numbers))}


def _follows_on_unknown(update, clocks):
    """Whether an update that changed nothing waits for something that never came, rather than being known."""
    numbers = _numbers(update)
    if next(numbers) == 0:
        return False
    next(numbers)
    replica, clock = next(numbers), next(numbers)
    return clock >= clocks.get(replica, 0)


def _numbers(data):
    """The numbers of variable length that some bytes begin with."""
    number = shift = 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0
