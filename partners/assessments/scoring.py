"""The points of a proposal side by side: criteria down, reviewers across. For those who decide."""

from dataclasses import dataclass

from partners.assessments.criteria import weighted
from partners.assessments.models import Criterion, Review, Score


@dataclass(frozen=True)
class Column:
    """One reviewer's points; `mean` is their weighted mean, None before the first point."""

    review: Review
    scores: dict
    mean: float | None

    @property
    def is_outdated(self):
        """Whether any of it was given to an earlier version."""
        return any(score.version_id != self.review.proposal.current_id for score in self.scores.values())


@dataclass(frozen=True)
class Line:
    criterion: Criterion
    cells: list[Score | None]


@dataclass(frozen=True)
class Table:
    columns: list[Column]
    lines: list[Line]
    mean: float | None


def table_of(reviews, criteria):
    """Who has declared no interest and is not taken off counts; the mean of all is of those who finished."""
    columns = [_column(review) for review in reviews if review.may_score]
    lines = [Line(each, [column.scores.get(each.pk) for column in columns]) for each in criteria]
    finished = [column.mean for column in columns if column.review.finished_at and column.mean is not None]
    return Table(columns, lines, sum(finished) / len(finished) if finished else None)


def _column(review):
    scores = list(review.scores.all())
    mean = weighted({score.criterion: score.points for score in scores})
    return Column(review, {score.criterion_id: score for score in scores}, mean)
