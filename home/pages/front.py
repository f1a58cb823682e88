from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from home import sections
from home.base import BasePage, is_restricted, served
from home.blocks import ButtonBlock, FactBlock, SectionsBlock
from home.frame import frame_of
from home.structured import organisation
from portal.prepared import Given, IsAnyOf, Prepared


class HomePage(BasePage):
    """The front page of one language."""

    hero_tag = models.CharField(_("tag above the heading"), max_length=80, blank=True)
    hero_title = models.CharField(
        _("heading"), max_length=120, blank=True, help_text=_("Empty means the page's title.")
    )
    buttons = StreamField([("button", ButtonBlock())], max_num=2, blank=True, verbose_name=_("buttons"))
    facts = StreamField([("fact", FactBlock())], max_num=3, blank=True, verbose_name=_("facts"))
    body = StreamField(SectionsBlock(), blank=True, verbose_name=_("sections"))

    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels[:1],
        MultiFieldPanel(
            [
                FieldPanel("hero_tag"),
                FieldPanel("hero_title"),
                FieldPanel("intro"),
                FieldPanel("buttons"),
                FieldPanel("facts"),
                FieldPanel("picture"),
            ],
            heading=_("Top of the page"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def route(self, request, path_components):
        """Find a page at any depth, with the pages above it, by one query rather than two for each level."""
        frame_of(request)
        if not path_components:
            fresh = _fresh.first(pk=self.pk)
            if not fresh or not fresh.live:
                raise Http404
            return RouteResult(fresh)
        addresses = [
            f"{self.url_path}{'/'.join(path_components[:length])}/"
            for length in range(1, len(path_components) + 1)
        ]
        way = [self, *_below(path=self.path, slugs=path_components, addresses=addresses)]
        if len(way) == 1:
            raise Http404
        request.pages_above, page = way[:-1], way[-1]
        page._cached_parent_obj = way[-2]
        return served(page).route(request, path_components[page.depth - self.depth :])

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = sections.front_sections(request, self)
        return context

    def structured_data(self, request):
        return [organisation(request)]


_fresh = Prepared(
    lambda: HomePage.objects.filter(pk=Given("pk")).annotate(is_restricted=is_restricted()),
)
# The slug has an index and the address has none.
_below = Prepared(
    lambda: Page.objects.filter(
        IsAnyOf("slug", Given("slugs")),
        IsAnyOf("url_path", Given("addresses")),
        path__startswith=Given("path"),
    ).order_by("depth")
)
