from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.views import serve

from home.addresses import absolute
from home.frame import frame_of, front_page_of
from home.searching import Query, kinds_for, search_all
from home.searching.words import FIRST_HITS, MOST_HITS
from home.sitemaps import sitemaps_of

ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /konto/
Disallow: /en/konto/
Disallow: /min-side/
Disallow: /en/min-side/
Disallow: /pamelding/
Disallow: /en/pamelding/
Disallow: /kalender/min/
Disallow: /sok/
Disallow: /en/sok/

Sitemap: {sitemap}
"""


def page(request, path):
    """A page of the editors' tree: Wagtail's view, which need not find the site and the front page anew."""
    try:
        front_page = front_page_of(request)
        route = front_page and front_page.route(request, list(filter(None, path.split("/"))))
    except Http404:
        route = None
    request._wagtail_route_for_request = route
    return serve(request, path)


@require_safe
def search(request):
    """Hits in pages, documents and what other apps have registered, of every kind or of one."""
    kinds = kinds_for(request)
    kind = next((each.kind for each in kinds if each.kind == request.GET.get("type")), "")
    query = Query(request.GET.get("q", ""), most=MOST_HITS if kind else FIRST_HITS)
    context = {"query": query.text, "kinds": kinds, "kind": kind, "error": "", "groups": [], "found": 0}
    if query:
        # It knows where addresses begin, which the hits would otherwise ask the database for.
        frame_of(request)
        groups = search_all(query, request, kind=kind)
        context |= {
            "groups": groups,
            "found": sum(len(group.hits) for group in groups),
            "more": any(group.more for group in groups),
        }
    elif query.text:
        context["error"] = _("Write at least one word.")
    response = render(request, "home/search.html", context)
    if request.user.is_authenticated:
        response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request):
    text = ROBOTS.format(sitemap=absolute(reverse("sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request):
    return wagtail_sitemap(request, sitemaps=sitemaps_of(request))


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def rendition(request, name):
    """A scaled picture; its name changes with its content. Originals and documents are not served here."""
    try:
        return FileResponse(default_storage.open(f"images/{name}"))
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation):
        raise Http404 from None
