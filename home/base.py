"""What every page type of the site has in common."""

from functools import cache
from urllib.parse import quote

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from home.frame import frame_of
from portal.prepared import Given, Prepared

SHARING_SIZE = "fill-1200x630|format-jpeg"


class BasePage(Page):
    """A page with a lead and a picture for cards and for sharing."""

    intro = models.TextField(_("lead"), max_length=400, blank=True, help_text=_("One to three sentences."))
    picture = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Without one the page gets a patchwork of its own."),
    )

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("picture")]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("For search engines"),
        ),
        FieldPanel("show_in_menus"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.AutocompleteField("intro")]

    # Relations that are read in the same query when the page is served.
    served_with = []

    class Meta:
        abstract = True

    @property
    def patchwork_seed(self):
        """The same picture for a page and its translations, whatever its title becomes."""
        return str(self.translation_key)

    @cached_property
    def sharing_picture(self):
        """The picture that other sites show when they link here, or None for the site's own."""
        return self.picture.get_rendition(SHARING_SIZE) if self.picture_id else None

    def structured_data(self, request):
        """Lists of schema.org objects about this page; page types that are something add theirs."""
        return []

    def get_context(self, request, *args, **kwargs):
        request.site_page = self
        frame_of(request)
        context = super().get_context(request, *args, **kwargs)
        context["page_url"] = self.get_url(request) or request.path
        return context

    def get_url_parts(self, request=None):
        """As Wagtail says it; where one site can be meant, without asking Django for each address anew."""
        roots = self._get_relevant_site_root_paths(request)
        if len(roots) != 1:
            return super().get_url_parts(request)
        site_id, root_path, root_url, language = roots[0]
        return site_id, root_url, _beginning(language) + quote(self.url_path.removeprefix(root_path))

    def get_view_restrictions(self):
        """Those of this page and of the pages above it; `home.restrictions` sees to aliases.

        One query, or none when the page was read with `is_restricted()` a moment ago and is for everyone.
        """
        if not getattr(self, "is_restricted", True):
            return PageViewRestriction.objects.none()
        length = self.steplen
        above = [self.path[:end] for end in range(length, len(self.path) + 1, length)]
        return PageViewRestriction.objects.filter(page__path__in=above)


@cache
def _beginning(language):
    """What the addresses of pages in a language begin with."""
    with translation.override(language):
        return reverse("wagtail_serve", args=("",))


def is_restricted():
    """Whether a page, or one above it, is kept to some: for `annotate(is_restricted=…)` of what is served."""
    path = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
    return Exists(PageViewRestriction.objects.alias(below=path).filter(below__startswith=F("page__path")))


@cache
def _whole(model):
    pages = model.objects.select_related(*model.served_with)
    return Prepared(lambda: pages.filter(pk=Given("pk")).annotate(is_restricted=is_restricted()))


def served(page):
    """`page` as its own type, with what that type shows of other tables."""
    if not issubclass(page.specific_class or Page, BasePage):
        return page.specific
    if (specific := _whole(page.specific_class).first(pk=page.pk)) is None:
        raise Http404
    specific._cached_parent_obj = page.get_parent()
    return specific
