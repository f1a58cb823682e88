"""How long proposals have waited, for whom, and how many there are of each: read from their steps.

Times are in days, with their fractions. A state that goes on counts until now.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.assessments.queue import status_in_words
from partners.organisations.models import Organisation
from partners.proposals.models import Offer, Proposal, Step
from partners.roles.models import Area, Phase, Role

Status = Proposal.Status
DECIDED = (Status.ACCEPTED, Status.DECLINED)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stay:
    """A time that a proposal was in one state; `after` is None while it still is there."""

    before: str
    status: str
    begins: datetime
    ends: datetime
    after: str | None

    @property
    def days(self):
        return (self.ends - self.begins) / DAY


@dataclass(frozen=True)
class Case:
    """A proposal that was handed in, as far as reports need it."""

    status: str
    kind: str
    stays: list[Stay]
    offers: list[dict] = field(default_factory=list)

    def days_in(self, status):
        """Days in a state, all stays together; None when it never was there."""
        stays = [stay.days for stay in self.stays if stay.status == status]
        return sum(stays) if stays else None

    @property
    def days_to_decision(self):
        """From when it was submitted until it was decided; None before that."""
        decided = [stay for stay in self.stays if stay.status in DECIDED]
        return (decided[0].begins - self.stays[0].begins) / DAY if decided else None


@dataclass(frozen=True)
class Spread:
    """How many there are, and their median and longest time; both None when there are none."""

    label: str
    count: int
    median: float | None
    longest: float | None
    # How many are in this state now.
    now: int = 0
    # How much of the longest bar this one's median fills, from 0 to 100.
    share: float = 0


def cases():
    """Every proposal that was handed in, with its life so far. Three queries."""
    now = timezone.now()
    steps, offers = defaultdict(list), defaultdict(list)
    changes = Step.objects.exclude(before=F("after")).exclude(after=Status.DRAFT).order_by("at", "pk")
    for proposal, before, after, at in changes.values_list("proposal", "before", "after", "at"):
        steps[proposal].append((before, after, at))
    rows = Offer.objects.filter(version__current_of__isnull=False).order_by()
    for row in rows.values("version__current_of", "role", "role__area", "role__phase", "amount", "accepted"):
        offers[row["version__current_of"]].append(row)
    proposals = Proposal.objects.handed_in().filter(current__isnull=False).order_by("pk")
    return [
        Case(status, kind or "", _stays(steps[pk], now), offers[pk])
        for pk, status, kind in proposals.values_list("pk", "status", "organisation__kind")
    ]


def _stays(steps, now):
    pairs = pairwise([*steps, (None, None, now)])
    return [
        Stay(before, status, begins, ends, after) for (before, status, begins), (_b, after, ends) in pairs
    ]


def spread(label, days, *, now=0):
    days = list(days)
    return Spread(label, len(days), median(days) if days else None, max(days) if days else None, now)


def pipeline(cases):
    """How long proposals have been in each state, all stays of one together."""
    states = [Status.SUBMITTED, Status.IN_REVIEW, Status.NEEDS_INFO]
    rows = [
        spread(
            status_in_words(state),
            [days for case in cases if (days := case.days_in(state)) is not None],
            now=sum(case.status == state for case in cases),
        )
        for state in states
    ]
    decided = [days for case in cases if (days := case.days_to_decision) is not None]
    return with_shares([*rows, spread(_("From submitted to decided"), decided)])


def response_times(cases):
    """The municipality's answers beside the proposers': what is over, and how many wait now."""
    stays = [stay for case in cases for stay in case.stays]
    opened = [stay for stay in stays if stay.status == Status.SUBMITTED]
    reviewed = [stay for stay in stays if stay.status == Status.IN_REVIEW]
    answered = [stay for stay in reviewed if stay.before == Status.NEEDS_INFO]
    asked = [stay for stay in stays if stay.status == Status.NEEDS_INFO]
    rows = [
        _response(_("The municipality: from submitted to opened"), opened, [Status.IN_REVIEW]),
        _response(_("The municipality: from an answer to the decision"), answered, DECIDED),
        _response(_("The municipality: from opened or answered to the next step"), reviewed),
        _response(_("The proposers: from a question to the answer"), asked, [Status.IN_REVIEW]),
    ]
    return with_shares(rows)


def _response(label, stays, ended_by=None):
    """What was withdrawn meanwhile was not answered, by nobody's fault."""
    over = [stay for stay in stays if stay.after and stay.after != Status.WITHDRAWN]
    over = [stay for stay in over if ended_by is None or stay.after in ended_by]
    return spread(label, [stay.days for stay in over], now=sum(stay.after is None for stay in stays))


def with_shares(rows):
    """The rows, each with its share of the longest median."""
    longest = max((row.median or 0 for row in rows), default=0)
    return [replace(row, share=100 * (row.median or 0) / longest if longest else 0) for row in rows]


@dataclass(frozen=True)
class Group:
    """How the proposals of one role, area, phase or kind stand."""

    label: str
    total: int
    open: int
    accepted: int
    declined: int
    withdrawn: int
    # Median days from submitted to decided; None before the first decision.
    days: float | None
    wanted: object = None
    offered: object = None
    agreed: object = None
    unit: str = ""


def group(label, cases, **amounts):
    def count(*statuses):
        return sum(case.status in statuses for case in cases)

    days = [case.days_to_decision for case in cases if case.days_to_decision is not None]
    return Group(
        label=str(label),
        total=len(cases),
        open=count(*Proposal.OPEN),
        accepted=count(Status.ACCEPTED),
        declined=count(Status.DECLINED),
        withdrawn=count(Status.WITHDRAWN),
        days=median(days) if days else None,
        **amounts,
    )


def by_role(cases):
    """Each role, also those without proposals, with amounts in its own unit. One query."""
    return [_role_group(role, _with_offer(cases, "role", role.pk)) for role in Role.objects.in_order()]


def _role_group(role, cases):
    """What is withdrawn or declined is no longer offered."""
    standing = [case for case in cases if case.status in Proposal.SHOWN]
    offers = [offer for case in standing for offer in case.offers if offer["role"] == role.pk]
    return group(
        role,
        cases,
        wanted=role.amount,
        offered=sum(offer["amount"] or 0 for offer in offers),
        agreed=sum(offer["accepted"] or 0 for offer in offers),
        unit=role.get_unit_display(),
    )


def by_area(cases):
    return [group(area, _with_offer(cases, "role__area", area.pk)) for area in Area.objects.all()]


def by_phase(cases):
    """Each phase, and last what is in none."""
    phases = [group(phase, _with_offer(cases, "role__phase", phase.pk)) for phase in Phase.objects.all()]
    others = _with_offer(cases, "role__phase", None)
    return [*phases, group(_("No phase"), others)] if others else phases


def by_kind(cases):
    kinds = [*Organisation.Kind.choices, ("", _("Volunteer"))]
    return [group(label, [case for case in cases if case.kind == kind]) for kind, label in kinds]


def _with_offer(cases, key, value):
    """Those that offer to fill a role of it; one with several roles counts once for each."""
    return [case for case in cases if any(offer[key] == value for offer in case.offers)]


GROUPINGS = {"role": by_role, "area": by_area, "phase": by_phase, "kind": by_kind}
SPREADS = {"response": response_times, "pipeline": pipeline}
