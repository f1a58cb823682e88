"""Decisions and tasks that are marked in minutes: lines that begin with «Vedtak:», «Beslutning:», «Oppgave:».

Another subject makes rows of its own of them by registering a callable `(line, by)` for a kind: it is called
for each `MarkedLine` in the transaction that approves the minutes, `by` whoever approves.
"""

import re
from dataclasses import dataclass
from datetime import date

from partners.minutes.models import MarkedLine
from partners.people.models import User

Kind = MarkedLine.Kind
WORDS = {
    "vedtak": Kind.DECISION,
    "beslutning": Kind.DECISION,
    "decision": Kind.DECISION,
    "oppgave": Kind.TASK,
    "task": Kind.TASK,
}
MARKED = re.compile(rf"[\s*•–-]*({'|'.join(WORDS)})\s*:\s*(\S.*)", re.IGNORECASE)
DAY = r"\s+(\d{1,2})\.\s?(\d{1,2})(?:\.\s?(\d{4}))?\.?"
# What stands before the day of each kind: when a task is due, and when a decision is looked at again.
DAYS = {
    Kind.TASK: re.compile(rf"\b(?:innen|by){DAY}", re.IGNORECASE),
    Kind.DECISION: re.compile(
        rf"\b(?:(?:ses på|sees på|tas opp) (?:igjen|på nytt)|reviewed(?: on)?){DAY}", re.IGNORECASE
    ),
}

_makers = {}


def marked_lines(kind):
    """Register what makes rows of the lines of this kind."""

    def register(make):
        _makers.setdefault(kind, []).append(make)
        return make

    return register


def make_rows(lines, *, by):
    """Let each subject make its rows of these lines, in the caller's transaction."""
    for line in lines:
        for make in _makers.get(line.kind, []):
            make(line, by)


@dataclass(frozen=True)
class Mark:
    """One marked line as it is written. `owner` is a member who is named in it by @ and their whole name.

    `due` is the day of a task, or when a decision is looked at again.
    """

    kind: str
    text: str
    owner: User | None = None
    due: date | None = None

    @property
    def label(self):
        return Kind(self.kind).label


def marked_in(text):
    """The marked lines as they stand."""
    return [row for row in text.splitlines() if MARKED.fullmatch(row.rstrip())]


def marks_in(text, *, people, day):
    """The marked lines of a text, in order. `people` are the accounts that may be named.

    A date without a year is the first one that is not before `day`; one that there is not is no date.
    """
    found = []
    for row in text.splitlines():
        if written := MARKED.fullmatch(row.rstrip()):
            kind, words = WORDS[written[1].lower()], written[2]
            found.append(Mark(kind, words, _named(words, people), _due(DAYS[kind].search(words), day)))
    return found


def without_day(words, kind):
    """The words of a line without its day, for where that stands beside them."""
    return " ".join(DAYS[kind].sub("", words, count=1).split()).strip(" ,;:–-") or words


def name_in_words(name):
    """What finds a whole name after an @ in marked lines, however its letters are written."""
    return re.compile(rf"@{re.escape(name)}(?!\w)", re.IGNORECASE)


def _named(words, people):
    at = [user for user in people if user.name and name_in_words(user.name).search(words)]
    return max(at, key=lambda user: len(user.name), default=None)


def _due(written, day):
    if not written:
        return None
    of_month, month, year = written.groups()
    for each in [int(year)] if year else range(day.year, day.year + 5):
        try:
            found = date(each, int(month), int(of_month))
        except ValueError:
            continue
        if year or found >= day:
            return found
    return None
