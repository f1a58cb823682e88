"""Introductions as each side sees them."""

from dataclasses import dataclass

from django.db.models import Q

from partners.matching.models import Introduction
from partners.people.models import User
from partners.proposals.models import Resource

OTHER = {"need": "offer", "offer": "need"}


@dataclass(frozen=True)
class SeenFrom:
    """What one side may know: its own, and the other's only when both have said yes."""

    needs: bool
    own: Resource
    answer: str
    other: Resource | None = None
    person: User | None = None


def introductions():
    """With all that either side may come to see."""
    return Introduction.objects.select_related(
        "need__version__proposal__organisation",
        "need__version__proposal__proposer",
        "offer__version__proposal__organisation",
        "offer__version__proposal__proposer",
        "need_answer_by",
        "offer_answer_by",
    )


def unanswered_by(user, organisations):
    """Introductions that wait for this person, or for one of these organisations."""
    waiting = Q()
    for side in OTHER:
        proposal = f"{side}__version__proposal"
        mine = Q(**{f"{proposal}__organisation__in": organisations}) | Q(
            **{f"{proposal}__organisation": None, f"{proposal}__proposer": user}
        )
        waiting |= mine & Q(**{f"{side}_answer": ""})
    return introductions().filter(waiting)


def seen_from(introduction, side):
    """The introduction from the `need` or the `offer` side."""
    own, answer = getattr(introduction, side), getattr(introduction, f"{side}_answer")
    if not introduction.is_mutual:
        return SeenFrom(side == "need", own, answer)
    other = OTHER[side]
    return SeenFrom(
        needs=side == "need",
        own=own,
        answer=answer,
        other=getattr(introduction, other),
        person=getattr(introduction, f"{other}_answer_by"),
    )
