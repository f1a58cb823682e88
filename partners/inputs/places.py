"""What inputs were said about, as groups of a list: pages in the order of the site, and blocks as read."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Page

from home.models import ConceptPage
from home.visibility import visible_to_all
from home.words import block_id, label_of

# After every block that is still on the page.
GONE = 10_000


@dataclass
class Versions:
    """One page in each language that it is written in; `read` is the one to show."""

    pages: list
    # By primary key: the blocks that are on the page now; none where the page is not for everybody.
    blocks: dict = field(default_factory=dict)

    @property
    def read(self):
        live = [page for page in self.pages if page.live] or self.pages
        own = [page for page in live if page.locale.language_code == get_language()]
        return (own or live)[0]

    @property
    def primary_keys(self):
        return [page.pk for page in self.pages]

    def rank_of(self, block):
        """Where a block stands in the text: the page as a whole first, what is gone last."""
        if block is None:
            return 0
        orders = [list(self.blocks.get(page.pk, ())) for page in (self.read, *self.pages)]
        return next((order.index(block) + 1 for order in orders if block in order), GONE)

    def label_of(self, block):
        """The beginning of the block as it is read now; empty for one that is gone."""
        known = [self.blocks.get(page.pk, {}) for page in (self.read, *self.pages)]
        return next((label_of(blocks[block]) for blocks in known if block in blocks), "")

    def url_of(self, block):
        """Where the block is read; where what was said of it is read, when it is gone from the page."""
        if not self.read.live:
            return ""
        if block in self.blocks.get(self.read.pk, {}):
            return f"{self.read.url}#b-{block}"
        return reverse("comments", args=[self.read.pk, block])


def versions_of(keys, *, with_blocks):
    """{primary key: Versions} for these pages. One query, and one more for the blocks."""
    same = Page.objects.filter(pk__in=keys).order_by().values("translation_key")
    pages = Page.objects.filter(translation_key__in=same).select_related("locale").order_by("pk")
    by_key = {}
    for page in pages:
        by_key.setdefault(page.translation_key, Versions([])).pages.append(page)
    found = {page.pk: versions for versions in by_key.values() for page in versions.pages}
    if with_blocks:
        bodies = visible_to_all(ConceptPage.objects.filter(pk__in=found)).order_by()
        for pk, body in bodies.values_list("pk", "body"):
            found[pk].blocks[pk] = {known: child for child in body if (known := block_id(child))}
    return found


def key_of_place(versions, block):
    """A place as it stands in an address."""
    return f"{versions.primary_keys[0]}{f'_{block.hex}' if block else ''}"
