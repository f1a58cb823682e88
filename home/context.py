"""What every page of the site shows around its content. Nothing is read until a template asks for it."""

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.frame import FRONT_PAGE_DEPTH, frame_of
from home.menu import menu_items
from home.programme import programme_of
from home.visibility import visible_to_all
from portal.prepared import Given, Prepared

FRONT_PAGES = {"nb": "/", "en": "/en/"}
LABELS = {"nb": "Bokmål", "en": "English"}


_versions = Prepared(
    lambda: visible_to_all(Page.objects.filter(translation_key=Given("key"))).select_related("locale")
)


def site(request):
    """The programme, the menus, the other language and the way here, each read at most once a request."""
    if not hasattr(request, "site_context"):
        request.site_context = {
            "programme": SimpleLazyObject(lambda: programme_of(request)),
            "main_menu": SimpleLazyObject(lambda: _menu(request, frame_of(request).main_menu + menu_items())),
            "footer_menu": SimpleLazyObject(lambda: _menu(request, frame_of(request).footer_menu)),
            "language_links": SimpleLazyObject(lambda: language_links(request)),
        }
    context = dict(request.site_context)
    if page := getattr(request, "site_page", None):
        context["breadcrumbs"] = SimpleLazyObject(lambda: breadcrumbs(request, page))
    return context


def _menu(request, items):
    return [{"title": title, "url": url, "current": request.path.startswith(url)} for title, url in items]


def language_links(request):
    """This page in each language; the language's front page where it has not been translated."""
    here = get_language()
    translated = _translations(request)
    return [
        {
            "code": code,
            "label": LABELS[code],
            "current": code == here,
            "url": request.get_full_path() if code == here else translated.get(code) or FRONT_PAGES[code],
            "translated": code in translated,
        }
        for code, _name in settings.LANGUAGES
    ]


def _translations(request):
    """The addresses that show the same in each language they exist in, by language."""
    if page := getattr(request, "site_page", None):
        if page.depth == FRONT_PAGE_DEPTH:
            return frame_of(request).front_pages
        return {
            version.locale.language_code: version.get_url(request)
            for version in _versions(key=page.translation_key)
        }
    match = request.resolver_match
    if request.method != "GET" or not match or match.url_name == "wagtail_serve":
        return {}
    return {code: translate_url(request.get_full_path(), code) for code, _name in settings.LANGUAGES}


def breadcrumbs(request, page):
    """The way from the front page to `page`; nothing on a front page."""
    if page.depth <= FRONT_PAGE_DEPTH or not page.pk:
        return []
    if not (above := getattr(request, "pages_above", None)):
        above = page.get_ancestors().filter(depth__gte=FRONT_PAGE_DEPTH)
    front, *between = [{"title": each.title, "url": each.get_url(request)} for each in [*above, page]]
    return [front | {"title": _("Front page")}, *between]
