from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from stdnum.no import orgnr

from partners.organisations import logos
from partners.organisations.actions import LONGEST_TAG, MOST_TAGS, clean_tags
from partners.organisations.models import Invitation, Membership, Organisation
from portal.forms import PortalBoundField, PortalForm, PortalFormMixin
from portal.text import LineField, TextField


class NumberField(forms.CharField):
    """An organisation number, with or without spaces; nine digits come out."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "numeric", "size": 14}))
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return ""
        number = orgnr.compact(value).replace("-", "").replace(".", "")
        if not orgnr.is_valid(number):
            raise ValidationError(_("This is not an organisation number. It has nine digits."), code="number")
        return number


class SearchBoundField(PortalBoundField):
    """The only field of its form needs no remark."""

    marked_optional = False


class SearchForm(PortalForm):
    bound_field_class = SearchBoundField

    q = LineField(
        label=_("Name or organisation number"),
        max_length=180,
        required=False,
        widget=forms.TextInput({"type": "search", "autocomplete": "organization"}),
    )


class ByHandForm(PortalForm):
    """An organisation as its founder describes it. Without a number it can have the name of another."""

    name = LineField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Organisation.Kind.choices, widget=forms.RadioSelect
    )
    number = NumberField(
        label=_("Organisation number"),
        required=False,
        help_text=_("Nine digits. Leave it empty if there is none."),
    )
    other = forms.BooleanField(
        label=_("No, this is another one with the same name"), required=False, widget=forms.CheckboxInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.twins = []

    def clean(self):
        data = super().clean()
        if data.get("kind") == Organisation.Kind.INFORMAL and data.get("number"):
            self.add_error("number", _("An informal group has no organisation number."))
        return data

    def find_twins(self):
        """Those with the same name and no number to tell them apart, unless this is known to be another."""
        data = self.cleaned_data
        if not data["number"] and not data["other"]:
            self.twins = list(Organisation.objects.open().named(data["name"])[:5])
        return self.twins


class TagsField(LineField):
    """Words with commas between; a list of tags comes out."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value):
        words = super().clean(value).split(",")
        if any(len(word.strip()) > LONGEST_TAG for word in words):
            message = _("A tag can have at most %(limit)s characters. Put commas between them.")
            raise ValidationError(message, code="long_tag", params={"limit": LONGEST_TAG})
        if len({word.strip().lower() for word in words} - {""}) > MOST_TAGS:
            message = _("There can be at most %(limit)s tags.")
            raise ValidationError(message, code="many_tags", params={"limit": MOST_TAGS})
        return clean_tags(words)

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class WebField(forms.URLField):
    """The address of a website, and nothing else that a link could lead to."""

    default_validators = [URLValidator(schemes=["https", "http"])]


class LogoField(forms.FileField):
    """A picture; its content comes out. What it is, is told by the content alone."""

    widget = forms.FileInput({"accept": ",".join(logos.KINDS)})

    def clean(self, data, initial=None):
        upload = super().clean(data, None)
        if not upload:
            return None
        if upload.size > logos.LARGEST_FILE:
            raise self._too_large()
        content = upload.read()
        try:
            logos.redraw(content)
        except logos.TooLarge:
            raise self._too_large() from None
        except logos.NotALogo:
            raise ValidationError(
                _("This is not a picture that we can use. Choose a PNG, JPEG, WebP or GIF file."), code="logo"
            ) from None
        return content

    def _too_large(self):
        return ValidationError(_("The picture is too large. It can have at most 3 MB."), code="large_logo")


class ProfileForm(PortalFormMixin, forms.ModelForm):
    about = TextField(label=_("About us"), max_length=2000, required=False)
    offers = TextField(
        label=_("What we can offer"),
        max_length=1000,
        required=False,
        help_text=_("People, premises, vehicles, knowledge: what you could bring in."),
    )
    needs = TextField(
        label=_("What we need"),
        max_length=1000,
        required=False,
        help_text=_("What must be in place for you to take part."),
    )
    tags = TagsField(
        label=_("Tags"),
        max_length=400,
        required=False,
        help_text=_("What you work with, in single words with commas between: bicycles, textiles, courses."),
    )
    place = LineField(
        label=_("Place"),
        max_length=60,
        required=False,
        help_text=_("The town or village where you are. It decides where you are on the map."),
    )
    website = WebField(label=_("Website"), max_length=200, required=False, assume_scheme="https")
    contact_name = LineField(
        label=_("Contact person"),
        max_length=120,
        required=False,
        help_text=_("The name that others see. Addresses are never shown."),
    )
    logo = LogoField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG, WebP or GIF, at most 3 MB. We make it smaller and keep only the picture."),
    )
    remove_logo = forms.BooleanField(label=_("Remove the logo that is there"), required=False)

    class Meta:
        model = Organisation
        fields = ["about", "offers", "needs", "tags", "place", "website", "contact_name", "visibility"]
        widgets = {"visibility": forms.RadioSelect}

    field_order = [
        "about",
        "offers",
        "needs",
        "tags",
        "place",
        "website",
        "contact_name",
        "logo",
        "remove_logo",
        "visibility",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.logo:
            del self.fields["remove_logo"]

    def clean_contact_name(self):
        name = self.cleaned_data["contact_name"]
        if "@" in name:
            raise ValidationError(_("Write a name. An e-mail address is not shown here."), code="address")
        return name


class InvitationForm(PortalForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=Invitation._meta.get_field("email").max_length,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role.choices,
        initial=Membership.Role.MEMBER,
        widget=forms.RadioSelect,
        help_text=_("Owners also invite, let in and remove people, and change the profile."),
    )
