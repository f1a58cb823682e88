"""What comments add to a concept's page: a handle after each block, and a section about all of it."""

from django.urls import reverse

from home.models import ConceptPage
from home.sections import after_blocks, page_section, text_guide
from home.words import block_id, label_of
from partners.comments.heat import heat_of, most_engaging
from partners.comments.live import COMMENTS
from partners.comments.places import blocks_of, place_url
from partners.comments.reading import overview


class Handles:
    """What stands at the blocks, read once a request; the opening is None where nothing does."""

    def __init__(self, request, page):
        self.opening, self.heard = None, {}
        if not getattr(request, "is_preview", False):
            self.entrance = COMMENTS.entrance(page.translation_key)
            self.opening, self.heard = overview(page, request.user)
        self.labels = {known: label_of(child) for known, child in blocks_of(page).items()}

    def count(self, block):
        return self.heard[block].comments if block in self.heard else 0


def handles_of(request, page):
    if not hasattr(request, "comment_handles"):
        request.comment_handles = Handles(request, page)
    return request.comment_handles


@after_blocks(order=50)
def block_handles(request, page):
    """A link to the comments on each block: with their number, or to be the first while the page is open.

    Two queries, which the section below the text shares. No links in a preview, nor on a page that only
    some may read.
    """
    handles = handles_of(request, page)
    if handles.opening is None:
        return {}
    return {
        child.id: ("partners/comments/_handle.html", handle(page, known, handles))
        for child in page.body
        if (known := block_id(child)) and (handles.opening.is_open or handles.count(known))
    }


def handle(page, block, handles):
    return {
        "block_id": block,
        "url": place_url(page.pk, block),
        "count": handles.count(block),
        "label": handles.labels[block],
        "is_open": handles.opening.is_open,
    }


@text_guide(order=50)
def heat_strip(request, page):
    """How much each block engages, for who looks for where the talk is. No query beside the handles' own."""
    handles = handles_of(request, page)
    spots = heat_of(handles.labels, handles.heard)
    if not spots:
        return None
    return "partners/comments/_heat.html", {"spots": spots, "most": most_engaging(spots)}


@page_section(order=45)
def whole_page(request, page):
    """Comments on the page as a whole, the phase it is in, and what was said of blocks that are gone."""
    if not isinstance(page, ConceptPage):
        return None
    handles = handles_of(request, page)
    if handles.opening is None:
        return None
    here = {block_id(child) for child in page.body} | {None}
    gone = sum(heard.comments for block, heard in handles.heard.items() if block not in here)
    context = {
        "entrance": handles.entrance,
        "counts_url": reverse("comments_counts", args=[page.pk]),
        "url": place_url(page.pk),
        "count": handles.count(None),
        "opening": handles.opening,
        "earlier_count": gone,
        "earlier_url": reverse("comments_earlier", args=[page.pk]),
    }
    return "partners/comments/_page_section.html", context
