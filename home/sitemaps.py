"""What search engines are told that there is. Apps above add what is theirs and everybody may read."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap as DjangoSitemap
from django.utils import translation
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from home.addresses import absolute
from home.frame import FRONT_PAGE_DEPTH
from home.visibility import visible_to_all

_added = {}


def register_sitemap(name, sitemap):
    """Register an `AddedSitemap` beside the site's own pages."""
    _added[name] = sitemap


def sitemaps_of(request):
    return {"pages": SiteMap(request)} | {name: sitemap() for name, sitemap in _added.items()}


class AddedSitemap(DjangoSitemap):
    """Addresses of functions, in each language: `items` gives what `location` finds the path of."""

    def get_urls(self, page=1, site=None, protocol=None):
        return [
            {
                "location": absolute(self.path_in(language, item)),
                "lastmod": None,
                "changefreq": None,
                "priority": "",
                "alternates": [],
            }
            for item in self.paginator.page(page).object_list
            for language, _name in settings.LANGUAGES
        ]

    def path_in(self, language, item):
        with translation.override(language):
            return self.location(item)


class SiteMap(Sitemap):
    """Every page that anybody may read, in both languages."""

    def items(self):
        pages = Page.objects.filter(depth__gte=FRONT_PAGE_DEPTH).exclude(url_path="")
        return (
            visible_to_all(pages)
            .only("url_path", "last_published_at", "latest_revision_created_at")
            .order_by("path")
        )

    def get_urls(self, page=1, site=None, protocol=None):
        return [
            {
                "location": absolute(page.get_url(self.request)),
                "lastmod": self.lastmod(page),
                "changefreq": None,
                "priority": "",
                "alternates": [],
            }
            for page in self.paginator.page(page).object_list
        ]
