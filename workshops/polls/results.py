"""How the votes of a poll fall, as numbers: the same for the page, the wall, a push and a file."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from workshops.polls.answers import DEVELOPER, PARTICIPANT, SCORES, normalised
from workshops.polls.models import Poll

Kind = Poll.Kind
# So many words have their place on the screen and in one push.
WORDS_SHOWN = 30
SIZES = 5


@dataclass(frozen=True)
class Row:
    """One line of the chart: `cells` are its numbers, `share` and `paper` the bar's parts in per cent."""

    label: str
    cells: list
    share: int = 0
    paper: int = 0


@dataclass(frozen=True)
class Word:
    key: str
    text: str
    number: int
    size: int


@dataclass(frozen=True)
class Results:
    """`voters` voted here, `on_paper` on paper; `columns` head the cells of each row."""

    voters: int
    on_paper: int = 0
    columns: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    words: list = field(default_factory=list)
    mean: float | None = None


def results_of(poll):
    """The results of a poll, paper apart. Five queries at most, however many voted."""
    answers = list(poll.ballots.values_list("answer", flat=True))
    return COUNTS[poll.kind](poll, answers)


def share_of(number, whole):
    return round(100 * number / whole) if whole else 0


def _chosen(poll, answers):
    counts = Counter(pk for answer in answers for pk in answer["choices"])
    items = [(choice.pk, str(choice)) for choice in poll.choices.select_related("role")]
    return _counted(poll, items, counts, len(answers))


def _scale(poll, answers):
    counts = Counter(answer["score"] for answer in answers)
    told = {1: poll.low_label, 5: poll.high_label}
    items = [(score, " – ".join(filter(None, [str(score), told.get(score, "")]))) for score in SCORES]
    total = sum(score * number for score, number in counts.items())
    mean = round(total / len(answers), 1) if answers else None
    return _counted(poll, items, counts, len(answers), mean=mean)


def _counted(poll, items, counts, voters, mean=None):
    """A number for each item, in the portal and on paper, and their share of all who answered."""
    paper = dict(poll.paper.values_list("key", "number"))
    on_paper = max(poll.paper_voters, sum(paper.values()) if poll.kind in ADDS_UP else 0)
    whole = voters + on_paper
    rows = []
    for key, label in items:
        here, there = counts[key], paper.get(str(key), 0)
        share = share_of(here + there, whole)
        cells = [here, there, share] if paper else [here, share]
        part = share_of(here, whole)
        rows.append(Row(label, cells, part, share - part))
    columns = [_("Votes"), _("On paper"), _("Per cent")] if paper else [_("Votes"), _("Per cent")]
    return Results(voters, on_paper, columns, rows, mean=mean)


def _rating(poll, answers):
    rows = []
    for choice in poll.choices.all():
        scores = Counter(answer["scores"][str(choice.pk)] for answer in answers)
        mean = round(sum(n * m for n, m in scores.items()) / len(answers), 1) if answers else 0.0
        rows.append(Row(str(choice), [mean, *(scores[score] for score in SCORES)], share_of(mean, 5)))
    columns = [_("Average"), *(str(score) for score in SCORES)]
    return Results(len(answers), columns=columns, rows=rows)


def _ranking(poll, answers):
    """The first place gives as many points as there are choices, the last one gives one."""
    choices = list(poll.choices.all())
    places = {choice.pk: [answer["choices"].index(choice.pk) for answer in answers] for choice in choices}
    best = len(choices) * len(answers)
    rows = []
    for choice in choices:
        points = sum(len(choices) - place for place in places[choice.pk])
        mean = round(sum(places[choice.pk]) / len(answers) + 1, 1) if answers else 0.0
        rows.append(Row(str(choice), [points, mean], share_of(points, best)))
    rows.sort(key=lambda row: -row.cells[0])
    return Results(len(answers), columns=[_("Points"), _("Average place")], rows=rows)


def _roles(poll, answers):
    paper = dict(poll.paper.values_list("key", "number"))
    whole = len(answers) + poll.paper_voters
    rows = []
    for choice in poll.choices.select_related("role"):
        ways = [answer["roles"].get(str(choice.pk), []) for answer in answers]
        people = sum(1 for each in ways if each)
        there = paper.get(str(choice.pk), 0)
        cells = [people, sum(DEVELOPER in each for each in ways), sum(PARTICIPANT in each for each in ways)]
        part = share_of(people, whole)
        rows.append(
            Row(
                str(choice),
                [*cells, there] if paper else cells,
                part,
                share_of(people + there, whole) - part,
            )
        )
    columns = [_("Interested"), _("Develops"), _("Takes part")]
    columns += [_("On paper")] if paper else []
    return Results(len(answers), poll.paper_voters, columns, rows)


def _words(poll, answers):
    """Each word with its commonest spelling; what is hidden is in no number but that of voters."""
    spellings = {}
    for word in (word for answer in answers for word in answer["words"]):
        spellings.setdefault(normalised(word), Counter())[word] += 1
    for hidden in poll.hidden_words.values_list("word", flat=True):
        spellings.pop(hidden, None)
    numbers = {key: sum(counter.values()) for key, counter in spellings.items()}
    most = max(numbers.values(), default=1)
    words = [
        Word(
            key,
            min(spellings[key], key=lambda each: (-spellings[key][each], each)),
            number,
            _size(number, most),
        )
        for key, number in sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    rows = [Row(word.text, [word.number], share_of(word.number, most)) for word in words]
    return Results(len(answers), columns=[_("Times")], rows=rows, words=words)


def _size(number, most):
    """From 1 for what is rare to `SIZES` for what most have said."""
    return 1 + round((SIZES - 1) * (number - 1) / (most - 1)) if most > 1 else 2


COUNTS = {
    Kind.SINGLE: _chosen,
    Kind.SEVERAL: _chosen,
    Kind.SCALE: _scale,
    Kind.RATING: _rating,
    Kind.WORDS: _words,
    Kind.RANKING: _ranking,
    Kind.ROLES: _roles,
}
# Where each who answers on paper is counted once.
ADDS_UP = {Kind.SINGLE, Kind.SCALE}
# What can be counted by hand in a room, choice by choice.
ON_PAPER = {Kind.SINGLE, Kind.SEVERAL, Kind.SCALE, Kind.ROLES}
