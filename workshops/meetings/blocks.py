from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks import BodyBlock


class AgendaItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("Item"))
    minutes = blocks.IntegerBlock(min_value=1, max_value=600, label=_("Minutes"))
    presenter = blocks.CharBlock(max_length=120, required=False, label=_("Presenter"))
    text = blocks.TextBlock(max_length=600, required=False, label=_("About"))

    class Meta:
        label = _("Item")


class AgendaPartBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("Part"))
    items = blocks.ListBlock(AgendaItemBlock(), label=_("Items"))

    class Meta:
        label = _("Part")
        icon = "list-ol"


class WorkshopBodyBlock(BodyBlock):
    """The text of an invitation, and of the summary after the meeting."""
