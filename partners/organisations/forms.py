from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.no import orgnr

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
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")
    contact_name = LineField(
        label=_("Contact person"),
        max_length=120,
        required=False,
        help_text=_("The name that others see. Addresses are never shown."),
    )

    class Meta:
        model = Organisation
        fields = ["about", "offers", "needs", "website", "contact_name", "visibility"]
        widgets = {"visibility": forms.RadioSelect}


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
