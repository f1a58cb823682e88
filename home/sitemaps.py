from django.conf import settings
from django.contrib.sitemaps import Sitemap as PlainSitemap
from django.urls import reverse
from django.utils import translation
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from home.addresses import absolute
from home.frame import FRONT_PAGE_DEPTH
from home.visibility import visible_to_all


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


_addresses = []


def sitemap_addresses(make):
    """Register `make() -> [(name of an address, its arguments)]` of what an app above lets everyone read."""
    _addresses.append(make)
    return make


class FunctionMap(PlainSitemap):
    """The addresses that apps have registered, in each language."""

    def items(self):
        named = [each for make in _addresses for each in make()]
        return [(code, *each) for code, _name in settings.LANGUAGES for each in named]

    def get_urls(self, page=1, site=None, protocol=None):
        return [
            {"location": absolute(self.location(item)), "priority": ""}
            for item in self.paginator.page(page).object_list
        ]

    def location(self, item):
        code, name, arguments = item
        with translation.override(code):
            return reverse(name, args=arguments)
