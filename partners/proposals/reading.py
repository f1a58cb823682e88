"""What a reader may see of a version: the one way to its content, for pages, documents and files alike."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from partners.proposals.models import Offer, Passage, Proposal, Resource, Visibility
from partners.proposals.rules import levels_within
from partners.roles.units import amount_in_words

Status = Proposal.Status
# In the order of the pages where they are written.
ORDER = {key: number for number, key in enumerate(Passage.Key.values)}
NEEDS = (Passage.Key.NEEDS_MUNICIPALITY, Passage.Key.NEEDS_OTHERS, Passage.Key.SUCCESS)
STEPS = dict.fromkeys(Passage.Key.values, "tilbud") | dict.fromkeys(NEEDS, "behov")
STEPS[Passage.Key.REFERENCES] = "referanser"


def with_content(version):
    """The version with all that pages show of it; six queries."""
    return (
        type(version)
        .objects.select_related("changed_by", "submitted_by", "proposal__organisation", "proposal__proposer")
        .prefetch_related("offers__role", "passages__changed_by", "resources", "attachments")
        .get(pk=version.pk)
    )


@dataclass(frozen=True)
class Reading:
    """What one level of readers sees of a version. `is_whole`: everything, also what has no readers set."""

    version: object
    is_whole: bool
    offers: list = field(default_factory=list)
    passages: list = field(default_factory=list)
    resources: list = field(default_factory=list)
    attachments: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.is_whole or self.offers or self.passages or self.attachments)

    @property
    def title(self):
        """What it is about, in the reader's language: the roles, and an idea for another."""
        names = [str(offer.role) for offer in self.offers]
        names += [self.version.idea] if self.is_whole and self.version.idea else []
        return ", ".join(names) or _("Proposal without a role")

    @property
    def parts(self):
        """How one wants to take part; it goes with the roles."""
        if not (self.is_whole or self.offers):
            return []
        ways = {
            "as_developer": _("Development partner"),
            "as_participant": _("Participant in the final concept"),
        }
        return [words for name, words in ways.items() if getattr(self.version, name)]

    @property
    def needs(self):
        return [each for each in self.resources if each.direction == Resource.Direction.NEEDS]

    @property
    def spares(self):
        return [each for each in self.resources if each.direction == Resource.Direction.OFFERS]


def read(version, level):
    """What a reader at `level` sees of a version `with_content`. Asks nothing of the database.

    The idea, the period and what is needed from other partners have no readers of their own: the
    municipality's alone.
    """
    is_whole = level == Visibility.MUNICIPALITY
    passages = [each for each in version.passages.all() if may_see(level, each)]
    return Reading(
        version,
        is_whole,
        offers=[each for each in version.offers.all() if may_see(level, each)],
        passages=sorted(passages, key=lambda passage: ORDER[passage.key]),
        resources=list(version.resources.all()) if is_whole else [],
        attachments=[each for each in version.attachments.all() if may_see(level, each)],
    )


def may_see(level, row):
    """Whether a row (an offer, a passage, a file) is for readers at this level."""
    if level is None:
        return False
    if level == Visibility.MUNICIPALITY:
        return True
    return row.visibility in levels_within(level) and not getattr(row, "is_secret", False)


def status_told(proposal, level):
    """The status in words. What the municipality waits for is between the two."""
    if proposal.status == Status.NEEDS_INFO and level != Visibility.MUNICIPALITY:
        return str(Status.IN_REVIEW.label)
    return proposal.get_status_display()


def amount_told(offer):
    """«1,5 work places», or that nothing is said."""
    if offer.amount is None:
        return ""
    return amount_in_words(offer.amount, offer.role.unit)


def readers_told(row):
    """Who reads it, in words."""
    if getattr(row, "is_secret", False):
        return _("Only the municipality (marked as a trade secret)")
    return row.get_visibility_display()


def seen_by(row):
    return _("Seen by: %(readers)s") % {"readers": readers_told(row)}


def part_told(offer):
    return str(Offer.Part(offer.part).label)


@dataclass(frozen=True)
class Row:
    """One thing that a version says: what it is called, who sees it, and the page where it is written."""

    label: str
    text: str
    readers: str
    step: str
    visibility: str = Visibility.MUNICIPALITY
    is_secret: bool = False


def rows_with_readers(reading):
    """Everything a reading holds, each with those who see it, in the order of the pages."""
    version, kept = reading.version, str(Visibility.MUNICIPALITY.label)
    rows = [_row(str(offer.role), _offer_told(offer), offer, "tilbud") for offer in reading.offers]
    if version.idea:
        rows.insert(0, Row(_("An idea for another role"), version.idea, kept, "roller"))
    rows += [_row(each.get_key_display(), each.text, each, STEPS[each.key]) for each in reading.passages]
    for each in reading.resources:
        label = f"{each.get_direction_display()}: {each.get_kind_display()}"
        rows.append(Row(label, each.text, kept, "behov"))
    return rows + [_row(_("Attachment"), each.name, each, "vedlegg") for each in reading.attachments]


def _row(label, text, row, step):
    return Row(label, text, readers_told(row), step, row.visibility, getattr(row, "is_secret", False))


def _offer_told(offer):
    return " · ".join(filter(None, (amount_told(offer), part_told(offer))))
