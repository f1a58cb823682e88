"""What one partner needs against what others have to spare."""

from dataclasses import dataclass

from django.db.models import F

from partners.matching.models import Introduction
from partners.proposals.models import Proposal, Resource


@dataclass(frozen=True)
class Suggestion:
    """A need that somebody else can meet."""

    need: Resource
    offer: Resource


def standing_resources():
    """The resources of what was handed in last, in proposals that stand."""
    return Resource.objects.filter(
        version=F("version__proposal__current"), version__proposal__status__in=Proposal.SHOWN
    ).select_related("version__proposal__organisation", "version__proposal__proposer")


def is_match(need, offer):
    """Whether one needs what the other has to spare, and they are not the same party."""
    same_kind = (need.kind, need.direction, offer.direction) == (
        offer.kind,
        Resource.Direction.NEEDS,
        Resource.Direction.OFFERS,
    )
    return same_kind and _party(need) != _party(offer)


def _party(resource):
    proposal = resource.version.proposal
    return (proposal.organisation_id, None if proposal.organisation_id else proposal.proposer_id)


def suggestions():
    """Every match that the coordinator has not acted on, needs in order of age. Two queries."""
    resources = list(standing_resources().order_by("version__submitted_at", "pk"))
    needs = [each for each in resources if each.direction == Resource.Direction.NEEDS]
    offers = [each for each in resources if each.direction == Resource.Direction.OFFERS]
    done = set(Introduction.objects.values_list("need", "offer"))
    return [
        Suggestion(need, offer)
        for need in needs
        for offer in offers
        if is_match(need, offer) and (need.pk, offer.pk) not in done
    ]
