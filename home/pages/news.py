from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from home import sections
from home.base import BasePage
from home.blocks import BodyBlock
from home.feeds import news_feed
from home.paging import key_page
from home.structured import news_article
from home.visibility import visible_to_all

PAGE_SIZE = 10
TAG_COLOURS = ("", "korall", "blaa")


class NewsQuerySet(PageQuerySet):
    def for_list(self):
        """Published news, newest first, with what a row shows."""
        tags = NewsTag.objects.filter(content_object=OuterRef("pk")).order_by("pk")
        return (
            visible_to_all(self)
            .defer("body")
            .annotate(
                tag_name=Subquery(tags.values("tag__name")[:1]), tag_pk=Subquery(tags.values("tag")[:1])
            )
            .order_by("-date", "-pk")
        )


class NewsTag(TaggedItemBase):
    content_object = ParentalKey("home.NewsPage", on_delete=models.CASCADE, related_name="tagged_items")


class NewsIndexPage(RoutablePageMixin, BasePage):
    """All news, newest first, by key and by tag."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def news(self):
        return NewsPage.objects.child_of(self).for_list()

    @path("")
    def list_news(self, request):
        tag = request.GET.get("tag", "")
        news = self.news().filter(tags__slug=tag) if tag else self.news()
        page = key_page(news, request.GET, field="date", size=PAGE_SIZE)
        context = {"news": page, "tags": self.tags_in_use(), "chosen_tag": tag}
        return self.render(request, context_overrides=context)

    @path("atom.xml/", name="feed")
    def feed(self, request):
        return news_feed(request, self, self.news().prefetch_related("tags")[:20])

    def tags_in_use(self):
        """Every tag of published news, by name."""
        return (
            NewsTag.tag_model()
            .objects.filter(
                home_newstag_items__content_object__in=visible_to_all(NewsPage.objects.child_of(self))
            )
            .distinct()
            .order_by("name")
        )


class NewsPage(BasePage):
    """One piece of news."""

    date = models.DateField(_("date"), default=timezone.localdate)
    tags = ClusterTaggableManager(through=NewsTag, blank=True, verbose_name=_("tags"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    objects = PageManager.from_queryset(NewsQuerySet)()

    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("date"),
        FieldPanel("tags"),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.RelatedFields("tags", [index.SearchField("name")]),
    ]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
        indexes = [models.Index(fields=["-date", "-page_ptr"], name="news_newest")]

    @property
    def tag_colour(self):
        """A colour that follows the tag wherever `for_list` shows it."""
        return TAG_COLOURS[self.tag_pk % len(TAG_COLOURS)] if self.tag_pk else ""

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["page_sections"] = sections.page_sections(request, self)
        return context

    def structured_data(self, request):
        return [news_article(request, self)]
