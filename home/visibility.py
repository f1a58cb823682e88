"""What everybody may read: published, and under no view restriction."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import CollectionViewRestriction, PageViewRestriction


def visible_to_all(pages):
    """The published pages that neither they nor a page above them keep to some; no query of its own."""
    restricted = PageViewRestriction.objects.alias(here=_outer("path")).filter(
        here__startswith=F("page__path")
    )
    return pages.live().filter(~Exists(restricted))


def documents_for_all(documents):
    """The documents of collections that neither they nor one above them keep to some."""
    restricted = CollectionViewRestriction.objects.alias(here=_outer("collection__path")).filter(
        here__startswith=F("collection__path")
    )
    return documents.filter(~Exists(restricted))


def _outer(path):
    return ExpressionWrapper(OuterRef(path), output_field=CharField())
