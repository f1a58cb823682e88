"""How the votes of a decision fall, as numbers, with names where votes have them."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from partners.decisions.kinds import MAYBE, NO, TIME_ANSWERS, YES
from partners.decisions.models import GroupDecision

Kind = GroupDecision.Kind


@dataclass(frozen=True)
class Said:
    """One voter's part in a row: name and reason are empty where there are none."""

    name: str
    reason: str = ""
    how: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the chart: `cells` are its numbers, `share` and `more` the bar's parts in per cent."""

    pk: int
    label: str
    code: str
    cells: list
    share: int = 0
    more: int = 0
    said: list = field(default_factory=list)

    @property
    def reasons(self):
        return [each for each in self.said if each.reason]

    @property
    def names(self):
        return [each for each in self.said if each.name]


@dataclass(frozen=True)
class Results:
    voters: int
    columns: list
    rows: list

    @property
    def blocks(self):
        """How many block."""
        return sum(row.cells[0] for row in self.rows if row.code == "block")


@dataclass(frozen=True)
class Vote:
    answer: dict
    reason: str
    name: str


def results_of(decision, *, names=True):
    """The results of a decision. Two queries, however many voted. Without `names` nobody is named."""
    options = list(decision.options.all())
    votes = list(_votes(decision, names))
    return COUNTS[decision.kind](options, votes)


def _votes(decision, names):
    if decision.anonymous:
        for ballot in decision.secret_ballots.all():
            yield Vote(ballot.answer, ballot.reason, "")
        return
    for vote in decision.votes.select_related("user"):
        yield Vote(vote.answer, vote.reason, _name_of(vote.user) if names else "")


def _name_of(user):
    return (user.name or _("Somebody without a name")) if user else _("Somebody who has left")


def share_of(number, whole):
    return round(100 * number / whole) if whole else 0


def _chosen(options, votes):
    counts = Counter(pk for vote in votes for pk in vote.answer["choices"])
    rows = []
    for option in options:
        share = share_of(counts[option.pk], len(votes))
        said = [Said(vote.name, vote.reason) for vote in votes if option.pk in vote.answer["choices"]]
        rows.append(_row(option, [counts[option.pk], share], share, said=said))
    return Results(len(votes), [_("Votes"), _("Per cent")], rows)


def _ranking(options, votes):
    """The first place gives as many points as there are choices, the last one gives one."""
    best = len(options) * len(votes)
    rows = []
    for option in options:
        places = [vote.answer["choices"].index(option.pk) for vote in votes]
        points = sum(len(options) - place for place in places)
        mean = round(sum(places) / len(votes) + 1, 1) if votes else 0.0
        rows.append(_row(option, [points, mean], share_of(points, best)))
    rows.sort(key=lambda row: -row.cells[0])
    return Results(len(votes), [_("Points"), _("Average place")], rows)


def _times(options, votes):
    """The bar shows who can, then who can if need be."""
    words = dict(TIME_ANSWERS)
    rows = []
    for option in options:
        answers = [(vote, vote.answer["times"].get(str(option.pk), NO)) for vote in votes]
        counts = Counter(answer for _vote, answer in answers)
        said = [Said(vote.name, how=str(words[answer])) for vote, answer in answers if answer != NO]
        cells = [counts[YES], counts[MAYBE], counts[NO]]
        share, more = share_of(counts[YES], len(votes)), share_of(counts[MAYBE], len(votes))
        rows.append(_row(option, cells, share, more, said=said))
    return Results(len(votes), [str(words[each]) for each in (YES, MAYBE, NO)], rows)


def _row(option, cells, share, more=0, said=()):
    return Row(option.pk, str(option), option.code, cells, share, more, list(said))


COUNTS = dict.fromkeys(Kind, _chosen) | {Kind.RANKING: _ranking, Kind.TIMES: _times}
