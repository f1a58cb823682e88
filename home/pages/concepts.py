from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from home import counts, sections
from home.base import BasePage
from home.blocks import ICONS, BodyBlock
from home.visibility import visible_to_all


class ConceptQuerySet(PageQuerySet):
    def for_cards(self):
        """Published concepts in the editors' order, with what their cards show; renditions are cached."""
        return (
            visible_to_all(self)
            .defer("body", "sidebar", "documents")
            .select_related("picture")
            .order_by("path")
        )


class ConceptIndexPage(BasePage):
    """All concepts."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ConceptPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of concepts")
        verbose_name_plural = _("lists of concepts")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["concepts"] = cards(ConceptPage.objects.child_of(self).for_cards())
        return context


class ConceptPage(BasePage):
    """A description of the concept or of a part of it."""

    class Palette(models.TextChoices):
        GREEN = "gronn", _("the main colour")
        CORAL = "korall", _("the second colour")
        BLUE = "blaa", _("the third colour")

    labels = models.CharField(
        _("labels"), max_length=120, blank=True, help_text=_("Separated by commas: Sale, Café, Meeting place")
    )
    input_deadline = models.DateField(_("deadline for input"), null=True, blank=True)
    palette = models.CharField(_("colours"), max_length=6, choices=Palette, default=Palette.GREEN)
    icons = StreamField(
        [("icon", blocks.ChoiceBlock(choices=ICONS, label=_("Icon")))],
        max_num=4,
        blank=True,
        verbose_name=_("icons in the picture"),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    sidebar = StreamField(
        [
            (
                "row",
                blocks.StructBlock(
                    [
                        ("term", blocks.CharBlock(max_length=60, label=_("What"))),
                        ("value", blocks.CharBlock(max_length=160, label=_("Value"))),
                    ],
                    label=_("Row"),
                ),
            )
        ],
        blank=True,
        verbose_name=_("facts beside the text"),
    )
    documents = StreamField(
        [("document", DocumentChooserBlock(label=_("Document")))], blank=True, verbose_name=_("documents")
    )

    objects = PageManager.from_queryset(ConceptQuerySet)()

    parent_page_types = ["home.ConceptIndexPage", "home.ConceptPage"]
    subpage_types = ["home.ConceptPage"]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("labels"), FieldPanel("input_deadline"), FieldPanel("palette"), FieldPanel("icons")],
            heading=_("Card"),
        ),
        FieldPanel("body"),
        FieldPanel("sidebar"),
        FieldPanel("documents"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("labels"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")

    @property
    def label_list(self):
        return [label.strip() for label in self.labels.split(",") if label.strip()]

    @cached_property
    def icon_names(self):
        # As they are stored: making a `StreamValue`'s children costs more than the whole card.
        return " ".join(child["value"] for child in self.icons.raw_data)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["children"] = cards(ConceptPage.objects.child_of(self).for_cards()) if self.numchild else []
        context["after_blocks"] = sections.block_sections(request, self)
        context["text_guides"] = sections.text_guides(request, self)
        context["page_sections"] = sections.page_sections(request, self)
        return context


def cards(concepts):
    """The concepts, each with the `count` that its card shows."""
    concepts = list(concepts)
    said = counts.card_counts(concepts)
    for concept in concepts:
        concept.count = said.get(concept.pk, "")
    return concepts
