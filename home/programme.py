"""Who runs the programme: what an editor changes once and every page shows."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from stdnum.no import orgnr
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home.frame import remembered
from home.links import validate_address
from home.palettes import CHOICES, DEFAULT, PALETTES, Palette


def validate_organisation_number(value):
    if not orgnr.is_valid(value):
        raise ValidationError(_("This is not a Norwegian organisation number."))


@dataclass(frozen=True)
class Programme:
    """The settings as one language's pages show them."""

    name: str
    owner: str
    organisation_number: str
    url: str
    contact_name: str
    contact_email: str
    contact_phone: str
    footer_text: str
    accessibility_url: str
    palette: Palette
    logo: object = None


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """Name, owner and contact of the programme. Empty English fields show the Norwegian words."""

    programme_name = models.CharField(_("name of the programme"), max_length=60, default="Omigjen")
    programme_name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    municipality_en = models.CharField(_("municipality in English"), max_length=80, blank=True)
    organisation_number = models.CharField(
        _("organisation number"), max_length=11, blank=True, validators=[validate_organisation_number]
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    palette = models.CharField(
        _("colours of the site"),
        max_length=12,
        choices=CHOICES,
        default=DEFAULT.code,
        help_text=_("Each choice has been tested for contrast. Letters get the same colours."),
    )
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_name_en = models.CharField(_("contact in English"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=20, blank=True)
    footer_text = models.TextField(_("text at the bottom of every page"), max_length=300, blank=True)
    footer_text_en = models.TextField(_("the same in English"), max_length=300, blank=True)
    accessibility_url = models.CharField(
        _("address of the accessibility statement"),
        max_length=500,
        blank=True,
        validators=[validate_address],
        help_text=_("The statement at uustatus.no, or a page of this site."),
    )

    answers_need_approval = models.BooleanField(
        _("answers must be approved by somebody else before they are published"),
        default=False,
        help_text=_("Then whoever writes the municipality's answer to an input can't publish it alone."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("programme_name"),
                FieldPanel("programme_name_en"),
                FieldPanel("municipality"),
                FieldPanel("municipality_en"),
                FieldPanel("organisation_number"),
                FieldPanel("logo"),
                FieldPanel("palette"),
            ],
            heading=_("Programme"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldPanel("contact_name_en"),
                FieldPanel("contact_email"),
                FieldPanel("contact_phone"),
            ],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [FieldPanel("footer_text"), FieldPanel("footer_text_en"), FieldPanel("accessibility_url")],
            heading=_("Bottom of the page"),
        ),
        MultiFieldPanel([FieldPanel("answers_need_approval")], heading=_("Answers to input")),
    ]
    select_related = ["logo"]

    class Meta:
        verbose_name = _("programme and contact")
        verbose_name_plural = _("programme and contact")

    def programme(self, language=None):
        """What the pages of `language` (the active one) show."""
        language = language or get_language() or "nb"

        def words(field):
            return (language == "en" and getattr(self, f"{field}_en")) or getattr(self, field)

        return Programme(
            name=words("programme_name"),
            owner=words("municipality"),
            organisation_number=orgnr.format(self.organisation_number) if self.organisation_number else "",
            url="/en/" if language == "en" else "/",
            contact_name=words("contact_name"),
            contact_email=self.contact_email,
            contact_phone=self.contact_phone,
            footer_text=words("footer_text"),
            accessibility_url=self.accessibility_url,
            palette=PALETTES.get(self.palette, DEFAULT),
            logo=self.logo.get_rendition("height-80") if self.logo else None,
        )


def answers_need_approval():
    """Whether two must agree on an answer to an input before anybody else reads it. One query."""
    return SiteSettings.objects.filter(site__is_default_site=True, answers_need_approval=True).exists()


def programme_by_default():
    """The programme in the active language where there is no request: for what many readers get at once."""
    return remembered(f"programme-by-default-{get_language()}", _read_by_default)


def _read_by_default():
    return (SiteSettings.objects.filter(site__is_default_site=True).first() or SiteSettings()).programme()


def programme_of(request):
    """The programme as pages in the active language show it."""
    return remembered(f"programme-{get_language()}", lambda: SiteSettings.for_request(request).programme())
