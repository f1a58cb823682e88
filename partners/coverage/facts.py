"""The few numbers above the matrix."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from partners.coverage.coverage import State
from partners.roles.deadlines import days_left


@dataclass(frozen=True)
class Facts:
    total: int
    covered: int
    partly: int
    missing: int
    # The next deadline among the roles that take proposals, and the days until it.
    deadline: datetime | None = None
    days: int = 0


def facts_of(roles, coverages):
    counts = Counter(coverages[role.pk].state for role in roles)
    deadlines = [role.deadline for role in roles if role.takes_proposals and role.deadline]
    deadline = min(deadlines, default=None)
    return Facts(
        total=len(roles),
        covered=counts[State.COVERED],
        partly=counts[State.PARTLY],
        missing=counts[State.MISSING],
        deadline=deadline,
        days=days_left(deadline) if deadline else 0,
    )
