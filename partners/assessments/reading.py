"""A version of a proposal as those who assess it read it: everything, each part with who else may see it."""

from django.db.models import Prefetch

from partners.proposals.models import Passage, Version

ORDER = {key: place for place, key in enumerate(Passage.Key.values)}


def versions_to_read():
    """Versions that were handed in, with all that they say; six queries however many."""
    return (
        Version.objects.filter(submitted_at__isnull=False)
        .select_related("submitted_by")
        .prefetch_related(
            "offers__role", "resources", "attachments", Prefetch("passages", to_attr="unordered_passages")
        )
    )


def passages_of(version):
    """Its texts in the order in which they were asked for."""
    return sorted(version.unordered_passages, key=lambda passage: ORDER[passage.key])
