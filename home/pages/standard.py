from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.base import BasePage
from home.blocks import BodyBlock


class StandardPage(BasePage):
    """A page of text: about the pilot, accessibility, privacy, cookies."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    in_footer = models.BooleanField(_("show at the bottom of every page"), default=False)

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    promote_panels = [*BasePage.promote_panels, FieldPanel("in_footer")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
