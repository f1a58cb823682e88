"""What comments add to a concept's page: a handle after each block, and a section about all of it."""

from django.urls import reverse

from home.models import ConceptPage
from home.sections import after_blocks, page_section
from partners.comments.places import block_id, label_of, place_url
from partners.comments.reading import overview


class Handles:
    """What the page's own handles need, read once a request; the opening is None where there are none."""

    def __init__(self, request, page):
        preview = getattr(request, "is_preview", False)
        self.opening, self.counts = (None, {}) if preview else overview(page, request.user)


def handles_of(request, page):
    if not hasattr(request, "comment_handles"):
        request.comment_handles = Handles(request, page)
    return request.comment_handles


@after_blocks(order=50)
def block_handles(request, page):
    """A link to the comments on each block: with their number, or to be the first while the page is open.

    One query, which the section below the text shares. No links in a preview, nor on a page that only
    some may read.
    """
    handles = handles_of(request, page)
    if handles.opening is None:
        return {}
    return {
        child.id: ("partners/comments/_handle.html", handle(page, known, child, handles))
        for child in page.body
        if (known := block_id(child)) and (handles.opening.is_open or handles.counts.get(known))
    }


def handle(page, block, child, handles):
    return {
        "block_id": block,
        "url": place_url(page.pk, block),
        "count": handles.counts.get(block, 0),
        "label": label_of(child),
        "is_open": handles.opening.is_open,
    }


@page_section(order=45)
def whole_page(request, page):
    """Comments on the page as a whole, the phase it is in, and what was said of blocks that are gone."""
    if not isinstance(page, ConceptPage):
        return None
    handles = handles_of(request, page)
    if handles.opening is None:
        return None
    here = {block_id(child) for child in page.body} | {None}
    gone = sum(count for block, count in handles.counts.items() if block not in here)
    context = {
        "url": place_url(page.pk),
        "count": handles.counts.get(None, 0),
        "opening": handles.opening,
        "earlier_count": gone,
        "earlier_url": reverse("comments_earlier", args=[page.pk]),
    }
    return "partners/comments/_page_section.html", context
