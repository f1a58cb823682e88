"""What stands around every page: the menus and the addresses of the front pages.

Each process remembers it for a few seconds, and forgets it at once when it changes something itself.
"""

import time
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.translation import get_language
from wagtail.models import Page, Site

from home.visibility import visible_to_all

SECONDS = 10
# Keys hold the host that was asked for; nobody fills the memory with names of ours.
MOST_KEPT = 1_000
FRONT_PAGE_DEPTH = 2

_kept = {}


@dataclass(frozen=True)
class Frame:
    """Menus as (title, address); front pages as addresses by language; the roots that addresses begin at."""

    main_menu: tuple
    footer_menu: tuple
    front_pages: dict
    root_paths: list


def frame_of(request):
    """The frame of the active language."""
    if not hasattr(request, "site_frame"):
        request.site_frame = remembered(f"frame-{get_language()}", _read_frame)
        # Where Wagtail looks before it asks the shared cache, which may be a table.
        request._wagtail_cached_site_root_paths = request.site_frame.root_paths
        front_page_of(request)
    return request.site_frame


def front_page_of(request):
    """The front page of the site that was asked for, in the active language; None where there is no site.

    Only its place in the tree is remembered, for the pages below it to be found from: what it says and
    whether it is published is read each time it is shown (`HomePage.route`).
    """
    key = f"front-{get_language()}-{request.get_host()}-{request.get_port()}"
    site, front_page = remembered(key, lambda: _read_front_page(request))
    request._wagtail_site = site
    return front_page


def remembered(key, read, *, seconds=SECONDS):
    """What `read()` gave within the last seconds in this process: for what may be a little old.

    Everyone gets the same object: it is not to be changed.
    """
    until, value = _kept.get(key, (0, None))
    if time.monotonic() >= until:
        value = read()
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = time.monotonic() + seconds, value
    return value


def forget_frames():
    """What follows in this process sees the menus and the programme as they are now."""
    _kept.clear()


def _read_front_page(request):
    site = Site.find_for_request(request)
    return site, site and site.root_page.localized.specific_deferred


def _read_frame():
    pages = Page.objects.filter(
        Q(depth=FRONT_PAGE_DEPTH)
        | Q(
            Q(show_in_menus=True) | Q(standardpage__in_footer=True),
            locale__language_code=get_language(),
            depth__gt=FRONT_PAGE_DEPTH,
        )
    )
    pages = visible_to_all(pages).annotate(in_footer=F("standardpage__in_footer"))
    found = list(pages.select_related("locale").order_by("path"))
    return Frame(
        main_menu=tuple(
            (page.title, page.get_url())
            for page in found
            if page.show_in_menus and page.depth == FRONT_PAGE_DEPTH + 1
        ),
        footer_menu=tuple((page.title, page.get_url()) for page in found if page.in_footer),
        front_pages={
            page.locale.language_code: page.get_url() for page in found if page.depth == FRONT_PAGE_DEPTH
        },
        root_paths=Site.get_site_root_paths(),
    )
