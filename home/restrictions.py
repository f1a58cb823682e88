"""A page and its translations are kept to the same people: Wagtail's view restrictions know one language."""

from django.db import transaction
from wagtail.models import Page, PageViewRestriction


def mirror(page):
    """Give every translation of `page` exactly the restrictions that `page` has."""
    translations = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    for translation in translations:
        _copy(page, translation)


def inherit(page, *, source):
    """Give a new translation the restrictions of the page it was made from."""
    if isinstance(source, Page):
        _copy(source, page)


@transaction.atomic
def _copy(source, target):
    # Below the signals that call this: bulk statements send none.
    existing = PageViewRestriction.objects.filter(page_id=target.pk)
    groups = PageViewRestriction.groups.through.objects
    groups.filter(pageviewrestriction__in=existing).delete()
    existing._raw_delete(existing.db)
    for restriction in PageViewRestriction.objects.filter(page_id=source.pk).prefetch_related("groups"):
        copies = PageViewRestriction.objects.bulk_create(
            [PageViewRestriction(page_id=target.pk, restriction_type=restriction.restriction_type)]
        )
        groups.bulk_create(
            groups.model(pageviewrestriction_id=copies[0].pk, group=group)
            for group in restriction.groups.all()
        )
