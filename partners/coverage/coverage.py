"""How far each role is covered: counted from what is offered and accepted, and stored nowhere.

State, the number of proposals and what is accepted are the same for everybody, and tell no names. How much is
offered counts only the offers that the reader may see.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum, TextChoices
from django.utils.translation import gettext_lazy as _

from partners.proposals.models import Offer, Proposal, Visibility
from partners.proposals.rules import Reader, level_among_others, levels_within

OPEN = Q(version__current_of__status__in=Proposal.OPEN)
NOTHING = Decimal(0)


class State(TextChoices):
    MISSING = "missing", _("Missing")
    IN_DIALOGUE = "in_dialogue", _("In dialogue")
    PARTLY = "partly", _("Partly")
    COVERED = "covered", _("Covered")


def state_of(*, wanted, accepted, proposals):
    """Covered: all that is wanted is accepted. Partly: some of it is. In dialogue: proposals are open."""
    if accepted >= wanted:
        return State.COVERED
    if accepted:
        return State.PARTLY
    return State.IN_DIALOGUE if proposals else State.MISSING


@dataclass(frozen=True)
class Coverage:
    """Of one role, in its unit."""

    wanted: Decimal
    accepted: Decimal = NOTHING
    # Of what the reader may see: in all proposals that stand, and of it in those that are not decided.
    offered: Decimal = NOTHING
    undecided: Decimal = NOTHING
    # How many are not decided, and how many stand: those and the accepted ones.
    open_proposals: int = 0
    proposals: int = 0

    @property
    def state(self):
        return state_of(wanted=self.wanted, accepted=self.accepted, proposals=self.open_proposals)

    @property
    def missing(self):
        """What is still needed."""
        return max(self.wanted - self.accepted, NOTHING)

    @property
    def percent(self):
        """How much of what is wanted is accepted; never 100 before all of it is."""
        return min(int(100 * self.accepted / self.wanted), 100)

    @property
    def is_oversubscribed(self):
        """More is accepted and asked for than is wanted: not everybody can get all."""
        return self.undecided > self.missing


def coverage_of(roles, reader=None):
    """The coverage of each of these roles, by primary key, as `reader` (the public) may see it; one query."""
    seen = readable_offers(reader or Reader())
    rows = (
        standing_offers()
        .filter(role__in=[role.pk for role in roles])
        .order_by()
        .values("role")
        .annotate(
            accepted_sum=Sum("accepted"),
            offered_sum=Sum("amount", filter=seen),
            undecided_sum=Sum("amount", filter=seen & OPEN),
            open_count=Count("version", filter=OPEN),
            count=Count("version"),
        )
    )
    found = {row["role"]: row for row in rows}
    return {role.pk: _coverage(role, found.get(role.pk)) for role in roles}


def _coverage(role, row):
    if row is None:
        return Coverage(role.amount)
    return Coverage(
        wanted=role.amount,
        accepted=row["accepted_sum"] or NOTHING,
        offered=row["offered_sum"] or NOTHING,
        undecided=row["undecided_sum"] or NOTHING,
        open_proposals=row["open_count"],
        proposals=row["count"],
    )


def standing_offers():
    """Those of current versions, of proposals that are open or accepted."""
    return Offer.objects.filter(version__current_of__status__in=Proposal.SHOWN)


def readable_offers(reader):
    """The condition for offers that a reader may see: as others may, and those of their own proposals."""
    level = level_among_others(reader)
    if level == Visibility.MUNICIPALITY:
        return Q()
    own = [each.organisation_id for each in reader.memberships if each.is_active]
    seen = Q(visibility__in=levels_within(level))
    if own:
        seen |= Q(version__current_of__organisation__in=own)
    if reader.user is not None:
        seen |= Q(version__current_of__organisation=None, version__current_of__proposer=reader.user)
    return seen
