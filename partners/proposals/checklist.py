"""What a proposal must have before it can be handed in, and where it is filled in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.proposals.models import Passage

Key = Passage.Key
NEEDED = {
    Key.SUMMARY: gettext_lazy("Say in short what you propose"),
    Key.OFFER: gettext_lazy("Tell what you offer"),
}


@dataclass(frozen=True)
class Missing:
    """One point that is not yet filled in; `step` is the page where it is."""

    step: str
    text: str


def missing_in(version):
    """What is missing, in the order of the pages. Two queries; none for what is fetched already."""
    points = []
    offers = list(version.offers.all())
    texts = {passage.key: passage.text for passage in version.passages.all()}
    if not offers and not version.idea:
        points.append(Missing("roles", _("Choose at least one role, or write an idea of your own")))
    if not (version.as_developer or version.as_participant):
        points.append(
            Missing("roles", _("Say whether you want to be development partner, participant or both"))
        )
    points += [
        Missing("offer", _("Say how much you offer: %(role)s") % {"role": offer.role})
        for offer in offers
        if offer.amount is None
    ]
    points += [Missing("offer", str(text)) for key, text in NEEDED.items() if not texts.get(key)]
    return points
