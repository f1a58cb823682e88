"""How the coverage has grown: told from when proposals came, and when they were decided or withdrawn.

What a role wants is read as it is today, and a proposal's offers as its latest version has them.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from partners.coverage.coverage import NOTHING, State, state_of
from partners.proposals.models import Offer, Proposal

MOST_POINTS = 13


@dataclass(frozen=True)
class Point:
    """How many roles were in each state, by `State`."""

    at: datetime
    counts: dict

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def row(self):
        """The counts in the order of `STATES`."""
        return [self.counts[state] for state in STATES]


STATES = [State.COVERED, State.PARTLY, State.IN_DIALOGUE, State.MISSING]


def coverage_over_time(roles, *, now=None):
    """Points from the first proposal until now, at most thirteen, as far apart as days or weeks; one query.

    Empty before the first proposal.
    """
    now = now or timezone.now()
    lives = list(_lives([role.pk for role in roles]))
    if not lives:
        return []
    moments = moments_between(min(begun for _role, begun, _decided, _ended, _accepted in lives), now)
    changes = _changes(lives, moments)
    return [_point(at, number, roles, changes) for number, at in enumerate(moments)]


def moments_between(first, now):
    """Equal steps back from now, of whole days, to the first or just before it."""
    days = max(1, -(-(now - first).days // (MOST_POINTS - 1)))
    step = timedelta(days=days if days < 4 else 7 * -(-days // 7))
    count = min(MOST_POINTS, max(2, -(-(now - first) // step) + 1))
    return [now - step * back for back in range(count - 1, -1, -1)]


def _lives(roles):
    """(role, handed in, decided, ended, accepted) of each offer that was ever handed in and last said."""
    withdrawn = FilteredRelation(
        "version__current_of__steps",
        condition=Q(version__current_of__steps__after=Proposal.Status.WITHDRAWN),
    )
    offers = Offer.objects.filter(role__in=roles, version__current_of__isnull=False)
    rows = (
        offers.exclude(version__current_of__submitted_at=None)
        .annotate(withdrawal=withdrawn, withdrawn_at=F("withdrawal__at"))
        .order_by()
        .values_list(
            "role",
            "version__current_of__submitted_at",
            "version__current_of__decided_at",
            "withdrawn_at",
            "accepted",
        )
    )
    for role, begun, decided, ended, accepted in rows:
        yield role, begun, decided, decided or ended, accepted


def _changes(lives, moments):
    """For each role, by number of the moment: how many proposals are open, and how much is accepted."""
    changes = defaultdict(lambda: ([0] * (len(moments) + 1), [NOTHING] * (len(moments) + 1)))
    for role, begun, decided, ended, accepted in lives:
        proposals, amounts = changes[role]
        proposals[bisect_left(moments, begun)] += 1
        if ended:
            proposals[bisect_left(moments, ended)] -= 1
        if accepted:
            amounts[bisect_left(moments, decided)] += accepted
    for proposals, amounts in changes.values():
        for number in range(1, len(moments)):
            proposals[number] += proposals[number - 1]
            amounts[number] += amounts[number - 1]
    return changes


def _point(at, number, roles, changes):
    counts = dict.fromkeys(STATES, 0)
    for role in roles:
        proposals, amounts = changes[role.pk] if role.pk in changes else ([0] * (number + 1), None)
        accepted = amounts[number] if amounts else NOTHING
        counts[state_of(wanted=role.amount, accepted=accepted, proposals=proposals[number])] += 1
    return Point(at, counts)
