"""The parts that the text of a page is made of."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from home.links import validate_address

ICONS = [
    ("armchair", _("armchair")),
    ("backpack", _("backpack")),
    ("bicycle", _("bicycle")),
    ("book", _("book")),
    ("buildings", _("buildings")),
    ("calendar", _("calendar")),
    ("chat", _("speech bubble")),
    ("check", _("tick")),
    ("clipboard", _("clipboard")),
    ("clock", _("clock")),
    ("coffee", _("coffee cup")),
    ("dog", _("dog")),
    ("file", _("document")),
    ("globe", _("globe")),
    ("hand-heart", _("hand and heart")),
    ("handshake", _("handshake")),
    ("hanger", _("hanger")),
    ("hard-hat", _("hard hat")),
    ("house", _("house")),
    ("laptop", _("laptop")),
    ("lightbulb", _("light bulb")),
    ("location-pin", _("place")),
    ("megaphone", _("megaphone")),
    ("package", _("parcel")),
    ("palette", _("palette")),
    ("persons", _("people")),
    ("plant", _("plant")),
    ("presentation", _("presentation")),
    ("puzzle", _("puzzle")),
    ("recycle", _("recycling")),
    ("scissors", _("scissors")),
    ("shopping-basket", _("shopping basket")),
    ("snow", _("snowflake")),
    ("teddy-bear", _("teddy bear")),
    ("truck", _("lorry")),
    ("wallet", _("wallet")),
    ("wheelchair", _("wheelchair")),
    ("wrench", _("spanner")),
]
STATES = [("done", _("done")), ("now", _("we are here")), ("coming", _("coming"))]


class ButtonBlock(blocks.StructBlock):
    """A link to a page of the site or to an address."""

    label = blocks.CharBlock(max_length=60, label=_("Text on the button"))
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    address = blocks.CharBlock(
        max_length=500,
        required=False,
        validators=[validate_address],
        label=_("Address"),
        help_text=_("When it is not one of the site's pages: https://… or /innspill/."),
    )

    class Meta:
        label = _("Button")
        icon = "link"

    def clean(self, value):
        value = super().clean(value)
        if bool(value.get("page")) == bool(value.get("address")):
            message = ValidationError(_("Choose a page, or write an address."))
            raise StructBlockValidationError(block_errors={"address": ErrorList([message])})
        return value


class PictureBlock(ImageBlock):
    """Wagtail's own, with a name for the one field that Wagtail leaves in English."""

    def __init__(self, required=True, **kwargs):
        super().__init__(required=required, **kwargs)
        self.child_blocks["image"].label = _("Picture")


class ImageFigureBlock(blocks.StructBlock):
    """A picture. Its text alternative is required unless the picture is marked as decorative."""

    image = PictureBlock(label=_("Picture"))
    caption = blocks.CharBlock(max_length=300, required=False, label=_("Caption"))

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "home/blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(max_length=600, label=_("Quote"))
    who = blocks.CharBlock(max_length=160, required=False, label=_("Who said it"))

    class Meta:
        label = _("Quote")
        icon = "openquote"
        template = "home/blocks/quote.html"


class FactBlock(blocks.StructBlock):
    number = blocks.CharBlock(max_length=20, label=pgettext_lazy("fact", "Number"))
    label = blocks.CharBlock(max_length=80, label=_("What it counts"))

    class Meta:
        label = _("Fact")
        icon = "order"


class FactsBlock(blocks.StructBlock):
    facts = blocks.ListBlock(FactBlock(), min_num=1, max_num=3, label=_("Facts"))

    class Meta:
        label = _("Facts")
        icon = "order"
        template = "home/blocks/facts.html"


class TimelineStepBlock(blocks.StructBlock):
    time = blocks.CharBlock(max_length=40, label=_("When"))
    title = blocks.CharBlock(max_length=80, label=_("Title"))
    text = blocks.TextBlock(max_length=300, required=False, label=_("Text"))
    state = blocks.ChoiceBlock(choices=STATES, default="coming", label=_("State"))

    class Meta:
        label = _("Step")


class TimelineBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    lead = blocks.TextBlock(max_length=300, required=False, label=_("Lead"))
    steps = blocks.ListBlock(TimelineStepBlock(), min_num=1, label=_("Steps"))

    class Meta:
        label = _("Timeline")
        icon = "time"
        template = "home/blocks/timeline.html"


class NeedBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(max_length=400, required=False, label=_("Text"))
    icon = blocks.ChoiceBlock(choices=ICONS, default="check", label=_("Icon"))

    class Meta:
        label = _("Need")


class NeedsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    needs = blocks.ListBlock(NeedBlock(), min_num=1, label=_("Needs"))

    class Meta:
        label = _("List of needs")
        icon = "list-ul"
        template = "home/blocks/needs.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        max_length=160, required=False, label=_("Link text"), help_text=_("Empty means the document's title.")
    )

    class Meta:
        label = _("Document")
        icon = "doc-full"
        template = "home/blocks/document.html"


class CallToActionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    text = blocks.TextBlock(max_length=400, required=False, label=_("Text"))
    button = ButtonBlock(label=_("Button"))

    class Meta:
        label = _("Call to action")
        icon = "pick"
        template = "home/blocks/call_to_action.html"


class VideoValue(blocks.StructValue):
    @property
    def site(self):
        """The name of the site that the link leads to."""
        return (urlsplit(self.get("url") or "").hostname or "").removeprefix("www.")


class VideoBlock(blocks.StructBlock):
    """A link to a video on another site. Nothing is fetched from there until the reader follows it."""

    title = blocks.CharBlock(max_length=160, label=_("Title of the video"))
    url = blocks.CharBlock(
        max_length=500, validators=[URLValidator(schemes=["https"])], label=_("Address of the video's page")
    )
    poster = PictureBlock(required=False, label=_("Picture"))
    text = blocks.CharBlock(
        max_length=200, required=False, label=_("About"), help_text=_("Length, language, subtitles.")
    )

    class Meta:
        label = _("Link to video")
        icon = "media"
        template = "home/blocks/video.html"
        value_class = VideoValue


class BodyBlock(blocks.StreamBlock):
    """The running text of a page."""

    heading = blocks.CharBlock(
        max_length=120, label=_("Heading"), icon="h2", template="home/blocks/heading.html"
    )
    subheading = blocks.CharBlock(
        max_length=120, label=_("Subheading"), icon="h3", template="home/blocks/subheading.html"
    )
    text = blocks.RichTextBlock(label=_("Text"), icon="pilcrow", template="home/blocks/text.html")
    image = ImageFigureBlock()
    quote = QuoteBlock()
    facts = FactsBlock()
    timeline = TimelineBlock()
    needs = NeedsBlock()
    document = DocumentBlock()
    call_to_action = CallToActionBlock()
    video = VideoBlock()


class ConceptsSectionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    lead = blocks.TextBlock(max_length=300, required=False, label=_("Lead"))

    class Meta:
        label = _("The concepts")
        icon = "grip"
        template = "home/sections/concepts.html"


class NewsSectionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, label=_("Heading"))

    class Meta:
        label = _("Latest news")
        icon = "list-ul"
        template = "home/sections/news.html"


class TextSectionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120, label=_("Heading"))
    text = blocks.RichTextBlock(label=_("Text"))
    buttons = blocks.ListBlock(ButtonBlock(), default=[], max_num=2, label=_("Buttons"))
    tinted = blocks.BooleanBlock(required=False, label=_("On a sand-coloured ground"))

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "home/sections/text.html"


class TimelineSectionBlock(TimelineBlock):
    class Meta:
        template = "home/sections/timeline.html"


class SectionsBlock(blocks.StreamBlock):
    """The sections of a front page, each as wide as the page."""

    concepts = ConceptsSectionBlock()
    timeline = TimelineSectionBlock()
    text = TextSectionBlock()
    news = NewsSectionBlock()
