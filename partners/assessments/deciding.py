"""Decisions: written as drafts, published several together, and never more of a role than it needs."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from wagtail.log_actions import log

from partners.assessments import letters
from partners.assessments.errors import Changed, NotOpen, NotYours, TooMuch
from partners.assessments.models import DecidedAmount, Decision
from partners.assessments.noticing import DECIDED
from partners.assessments.rules import is_unbiased
from partners.proposals.actions import change_status
from partners.proposals.drafting import locked
from partners.proposals.models import Offer, Proposal
from partners.proposals.noticing import notify_proposers
from partners.roles.models import Role
from portal.text import clean_text

Status = Proposal.Status
AFTER = {Decision.Outcome.ACCEPT: Status.ACCEPTED, Decision.Outcome.DECLINE: Status.DECLINED}


@transaction.atomic
def prepare_decision(proposal, *, outcome, reason, by, conditions="", amounts=None, seen=0, version=None):
    """Write the decision as a draft that only those who decide can see: {offer: amount} of what is accepted.

    Raises `NotOpen`, `NotYours` for who has an interest, and `Changed` when the draft is not the `seen` one
    or the proposal has another version than the `version` that was read.
    """
    proposal = locked(proposal)
    if not proposal.is_open:
        raise NotOpen
    if not is_unbiased(by, proposal):
        raise NotYours
    decision = Decision.objects.filter(proposal=proposal).first() or Decision(proposal=proposal, revision=0)
    if decision.revision != seen or (version and version.pk != proposal.current_id):
        raise Changed
    decision.version, decision.outcome = proposal.current, outcome
    decision.reason, decision.conditions = clean_text(reason), clean_text(conditions)
    decision.revision += 1
    decision.prepared_by, decision.prepared_at = by, timezone.now()
    decision.save()
    decision.amounts.all().delete()
    if outcome == Decision.Outcome.ACCEPT:
        DecidedAmount.objects.bulk_create(
            DecidedAmount(decision=decision, offer=offer, amount=amount)
            for offer, amount in (amounts or {}).items()
            if amount
        )
    log(proposal, "partners.decision.prepare", user=by, data={"revision": decision.revision})
    return decision


@transaction.atomic
def publish_decisions(decisions, *, by):
    """Publish drafts together, all of them or none. Each proposer is told, with the reason.

    Published twice is harmless. Raises `NotOpen` when one was withdrawn, `Changed` when one was rewritten or
    its proposer has handed in a new version, `NotYours`, and `TooMuch` when a role would get more than it
    needs.
    """
    seen = {decision.proposal_id: decision.revision for decision in decisions}
    proposals = Proposal.objects.filter(pk__in=seen).order_by("pk").select_for_update(of=("self",))
    proposals = {each.pk: each for each in proposals.select_related("organisation", "proposer")}
    drafts = list(
        Decision.objects.filter(proposal__in=seen, published_at=None).prefetch_related("amounts__offer")
    )
    for decision in drafts:
        decision.proposal = proposals[decision.proposal_id]
        _check(decision, seen=seen[decision.proposal_id], by=by)
    _accept_amounts(drafts)
    for decision in drafts:
        _publish(decision, by=by)
    return drafts


def _check(decision, *, seen, by):
    proposal = decision.proposal
    if not proposal.is_open:
        raise NotOpen
    if decision.revision != seen or decision.version_id != proposal.current_id:
        raise Changed
    if not is_unbiased(by, proposal):
        raise NotYours


def _accept_amounts(drafts):
    """Count and write what is accepted, the roles locked: at most what each needs."""
    accepted = [amount for decision in drafts for amount in decision.amounts.all()]
    roles = Role.objects.filter(pk__in={each.offer.role_id for each in accepted}).order_by("pk")
    for role in roles.select_for_update(of=("self",)):
        mine = [each for each in accepted if each.offer.role_id == role.pk]
        left = role.amount - accepted_of(role)
        if sum(each.amount for each in mine) > left:
            raise TooMuch(role, max(left, Decimal(0)))
        for each in mine:
            each.offer.accepted = each.amount
            each.offer.save(update_fields=["accepted"])


@dataclass(frozen=True)
class Opening:
    """An offer beside what its role still needs, and what other prepared decisions would take of that."""

    offer: Offer
    left: Decimal
    in_drafts: Decimal


def openings_of(proposal):
    """For each offer of the current version how much there is room for. Three queries."""
    offers = list(proposal.current.offers.select_related("role"))
    roles = [offer.role_id for offer in offers]
    accepted = _sums(Offer.objects.filter(role__in=roles), "role", "accepted")
    drafts = DecidedAmount.objects.filter(offer__role__in=roles, decision__published_at=None)
    in_drafts = _sums(drafts.exclude(decision__proposal=proposal), "offer__role", "amount")
    return [
        Opening(
            offer,
            left=max(offer.role.amount - accepted.get(offer.role_id, 0), Decimal(0)),
            in_drafts=in_drafts.get(offer.role_id, Decimal(0)),
        )
        for offer in offers
    ]


@dataclass(frozen=True)
class Room:
    """How much of a role is needed, accepted already, and accepted by some prepared decisions."""

    role: Role
    accepted: Decimal
    in_drafts: Decimal

    @property
    def left(self):
        """What would be left when all of them are published; below nothing when they cannot be."""
        return self.role.amount - self.accepted - self.in_drafts


def room_of_roles(decisions):
    """The `Room` of each role that these prepared decisions take something of. One query."""
    amounts = [amount for decision in decisions for amount in decision.amounts.all()]
    roles = {each.offer.role_id: each.offer.role for each in amounts}
    accepted = _sums(Offer.objects.filter(role__in=roles), "role", "accepted")
    taken = dict.fromkeys(roles, Decimal(0))
    for each in amounts:
        taken[each.offer.role_id] += each.amount
    rooms = [Room(role, accepted.get(key, Decimal(0)), taken[key]) for key, role in roles.items()]
    return sorted(rooms, key=lambda room: (room.role.order, room.role.title))


def _sums(rows, key, value):
    sums = rows.order_by().values_list(key).annotate(Sum(value))
    return {group: amount or Decimal(0) for group, amount in sums}


def accepted_of(role):
    """How much of a role is accepted, in its unit."""
    return Offer.objects.filter(role=role).aggregate(sum=Sum("accepted"))["sum"] or Decimal(0)


def _publish(decision, *, by):
    decision.published_by, decision.published_at = by, timezone.now()
    decision.save(update_fields=["published_by", "published_at"])
    proposal = decision.proposal
    proposal.versions.filter(submitted_at=None).delete()
    before = proposal.status
    proposal.decided_at = decision.published_at
    change_status(proposal, AFTER[decision.outcome], version=decision.version, by=by)
    log(
        proposal,
        "partners.decision.publish",
        user=by,
        data={"status": [before, proposal.status], "decision": decision.pk},
    )
    letters.write_decision(decision)
    notify_proposers(proposal, kind=DECIDED, key=decision.pk, by=by, outcome=decision.outcome)
