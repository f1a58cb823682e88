"""How much each block of a page engages, measured by the one that engages most."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.comments.reading import Heard

LEVELS = 5
MOST_SHOWN = 5


@dataclass(frozen=True)
class Spot:
    """`share` is per cent of the most that any block has; `level` is that in steps: 0 for none, up to 5."""

    block: UUID
    label: str
    heard: Heard
    share: int

    @property
    def level(self):
        return -(-self.share * LEVELS // 100)

    @property
    def words(self):
        """«3 comments, 1 reply, 8 votes», in the reader's language."""
        heard = self.heard
        told = [
            heard.comments
            and ngettext("%(n)s comment", "%(n)s comments", heard.comments) % {"n": heard.comments},
            heard.replies and ngettext("%(n)s reply", "%(n)s replies", heard.replies) % {"n": heard.replies},
            heard.votes and ngettext("%(n)s vote", "%(n)s votes", heard.votes) % {"n": heard.votes},
        ]
        return ", ".join(filter(None, told)) or _("nothing yet")


def heat_of(labels, heard):
    """A spot for each block in the order of `labels`; none at all where no block has engaged anybody."""
    most = max((heard[block].total for block in labels if block in heard), default=0)
    if not most:
        return []
    return [_spot(block, label, heard.get(block, Heard()), most) for block, label in labels.items()]


def _spot(block, label, heard, most):
    # The least is shown as something.
    share = max(1, round(100 * heard.total / most)) if heard.total else 0
    return Spot(block, label, heard, share)


def most_engaging(spots):
    """Those that engage most, the most first; as they are read where they are even."""
    engaging = [spot for spot in spots if spot.heard.total]
    return sorted(engaging, key=lambda spot: -spot.heard.total)[:MOST_SHOWN]
