"""The text of minutes as a CRDT: every change merges with every other, in whatever order they come.

A state and an update are bytes in the format that Yjs writes. Nothing here asks the database.
"""

from collections import Counter
from difflib import SequenceMatcher

from pycrdt import Doc, Text, get_update

from partners.minutes.errors import NotAnUpdate, TooLong
from portal.text import NEWLINES, UNWANTED

ROOT = "text"
TEXT_LIMIT = 60_000
UPDATE_LIMIT = 256 * 1024
STATE_LIMIT = 384 * 1024
# Looking for the best match among more lines that are alike takes minutes.
MOST_PAIRS = 40_000


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
        if self._waits_for_more(update):
            raise NotAnUpdate
        advanced = {replica for replica, clock in after.items() if clock != clocks.get(replica, 0)}
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

    def _waits_for_more(self, update):
        """Whether something of an update follows on what is not here, and would come in with it."""
        return next(_numbers(get_update(update, self.doc.get_state())), 0) > 0

    def _clocks(self):
        return _read_clocks(self.doc.get_state())

    def _is_plain(self):
        return all(isinstance(words, str) and not marks for words, marks in self.text.diff())


def plain(text):
    """Text as minutes hold it: plain line breaks, nothing unseen; blanks stay as they are typed."""
    return UNWANTED.sub("", NEWLINES.sub("\n", text))


def differences(old, new):
    """(start, end, words): what of `old` is replaced by which words, line by line and tight within lines.

    Where very many lines are alike, it is one change.
    """
    olds, news = old.splitlines(keepends=True), new.splitlines(keepends=True)
    head = _alike(olds, news)
    tail = _alike(olds[head:][::-1], news[head:][::-1])
    first = sum(map(len, olds[:head]))
    olds, news = olds[head : len(olds) - tail], news[head : len(news) - tail]
    if _pairs(olds, news) > MOST_PAIRS:
        return [_tightened(first, "".join(olds), "".join(news))]
    starts = [first]
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


def _pairs(olds, news):
    """How many lines of one could be taken for lines of the other."""
    counts = Counter(news)
    return sum(counts[line] for line in olds)


def _tightened(start, old, new):
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    return start + head, start + len(old) - tail, new[head : len(new) - tail]


def _alike(old, new):
    """How many letters, or lines, are the same from the beginning."""
    shortest = min(len(old), len(new))
    return next((n for n in range(shortest) if old[n] != new[n]), shortest)


def _read_clocks(state):
    """How much is known of each copy: {its number: clock}, of a state vector."""
    numbers = _numbers(state)
    return {next(numbers): next(numbers) for _each in range(next(numbers))}


def _numbers(data):
    """The numbers of variable length that some bytes begin with."""
    number = shift = 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0
