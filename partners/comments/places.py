"""Where a comment stands: at a block of a concept page, or at the page as a whole."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page

from home.models import ConceptPage
from home.visibility import visible_to_all
from home.words import block_id, label_of, words_of
from partners.comments.opening import with_period


@dataclass(frozen=True)
class Place:
    """A block of `page`, or the page itself; `versions` are its published translations, by primary key."""

    page: ConceptPage
    versions: dict
    block: UUID | None = None

    @cached_property
    def child(self):
        """The block as the page has it now; None for the page as a whole, and for a block that is gone."""
        return blocks_of(self.page).get(self.block)

    @property
    def is_gone(self):
        return self.block is not None and self.child is None

    @cached_property
    def words(self):
        return words_of(self.child) if self.child else ""

    @property
    def label(self):
        """What the place is called: the beginning of the block's text, or the page's title."""
        return label_of(self.child) if self.child else self.page.title

    def words_on(self, page_pk):
        """What the block says now on one translation; None when it is not published there."""
        return self._words_by_version.get(page_pk)

    @cached_property
    def _words_by_version(self):
        found = {pk: blocks_of(page).get(self.block) for pk, page in self.versions.items()}
        return {pk: words_of(child) for pk, child in found.items() if child}

    @property
    def url(self):
        return place_url(self.page.pk, self.block)


def place_url(page_pk, block=None):
    return reverse("comments", args=[page_pk, block] if block else [page_pk])


def blocks_of(page):
    """The blocks of a page's text by their ids; none for those without a proper one."""
    return {known: child for child in page.body if (known := block_id(child))}


def digest_of(text):
    return sha256(text.encode()).hexdigest()


def find_place(page_pk, block=None):
    """The place on a published page `with_period` that everybody may read, or None. One query.

    It is read in the active language where the page is translated to it and has the block, else in its own.
    """
    keys = Page.objects.filter(pk=page_pk).order_by().values("translation_key")
    pages = visible_to_all(ConceptPage.objects.filter(translation_key__in=keys)).select_related("locale")
    pages = with_period(pages)
    versions = {page.pk: page for page in pages}
    if page_pk not in versions:
        return None
    language, asked = get_language(), Place(versions[page_pk], versions, block)
    for version in versions.values():
        if version.locale.language_code == language and not (read := Place(version, versions, block)).is_gone:
            return read
    return asked
