import uuid

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.blocks import ICONS
from home.pages.concepts import ConceptPage
from home.visibility import visible_to_all
from partners.groups.models import GroupMember, WorkingGroup
from partners.roles.models import Role
from portal.forms import DateInput, DescribedChoices, LongSelect, PortalBoundField, PortalForm
from portal.text import LineField, TextField

Joining, Shown = WorkingGroup.Joining, WorkingGroup.Shown


class GroupForm(PortalForm):
    """What a group says of itself. `seen` stands for what it said when the form was opened."""

    name = LineField(label=_("Name"), max_length=80)
    summary = LineField(
        label=_("Summary"),
        max_length=300,
        required=False,
        help_text=_("One or two sentences for the list of groups."),
    )
    purpose = TextField(
        label=_("Purpose"), max_length=2000, help_text=_("Why the group is there, and what it works with.")
    )
    mandate = TextField(
        label=_("Mandate"),
        max_length=4000,
        required=False,
        help_text=_("What it may decide by itself, and what it proposes to the municipality."),
    )
    deliverable = TextField(label=_("What it delivers"), max_length=1000, required=False)
    due = forms.DateField(label=_("Delivers by"), required=False, widget=DateInput)
    joining = forms.ChoiceField(
        label=_("How one joins"),
        choices=Joining.choices,
        initial=Joining.OPEN,
        widget=forms.RadioSelect,
    )
    shown = forms.ChoiceField(
        label=_("What outsiders see"),
        choices=Shown.choices,
        initial=Shown.PURPOSE,
        widget=DescribedChoices(
            descriptions={
                Shown.PURPOSE: _("They never see members, talks or documents."),
                Shown.NAME: _("The group is in the list, by its name alone."),
                Shown.NOTHING: _("Only for a group by invitation."),
            }
        ),
    )
    icon = forms.ChoiceField(label=_("Icon"), choices=ICONS, initial="persons")
    roles = forms.ModelMultipleChoiceField(
        label=_("Roles that it works with"),
        queryset=Role.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pages = forms.ModelMultipleChoiceField(
        label=_("Pages about the concept"),
        queryset=ConceptPage.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"].queryset = Role.objects.in_order()
        pages = visible_to_all(ConceptPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE))
        self.fields["pages"].queryset = pages.defer("body", "sidebar", "documents").order_by("path")

    def clean(self):
        data = super().clean()
        if data.get("shown") == Shown.NOTHING and data.get("joining") not in (None, Joining.INVITE):
            self.add_error(
                "shown", _("Nobody can ask to join a group that they do not know of. Make it by invitation.")
            )
        return data


class NewGroupForm(GroupForm):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ChangeGroupForm(GroupForm):
    seen = forms.CharField(widget=forms.HiddenInput)


class ActingBoundField(PortalBoundField):
    """Its empty choice is an answer too."""

    marked_optional = False


class ActingForm(PortalForm):
    """For whom one is in the group: oneself, or an organisation that one acts for."""

    bound_field_class = ActingBoundField

    organisation = forms.ChoiceField(label=_("You take part for"), required=False)

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {str(each.pk): each for each in organisations}
        named = [(pk, each.name) for pk, each in self.organisations.items()]
        self.fields["organisation"].choices = [("", _("Yourself")), *named]

    def clean_organisation(self):
        return self.organisations.get(self.cleaned_data["organisation"])


class JoinForm(ActingForm):
    """A place in a group; with `asks` a question to its leaders."""

    text = TextField(
        label=_("What do you want to take part in?"),
        max_length=1000,
        help_text=_("The group’s leaders read it, with your name."),
    )

    def __init__(self, *args, asks, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["text"]
        if not self.organisations:
            del self.fields["organisation"]


class InviteForm(PortalForm):
    """A place for a partner who is here, or for an address."""

    person = forms.ChoiceField(label=_("A partner"), required=False, widget=LongSelect)
    email = forms.EmailField(
        label=_("Or an e-mail address"),
        required=False,
        help_text=_("For somebody who is not here yet, or acts for nobody."),
    )
    place = forms.ChoiceField(
        label=_("As"), choices=GroupMember.Place, initial=GroupMember.Place.MEMBER, widget=forms.RadioSelect
    )

    def __init__(self, *args, people, **kwargs):
        """`people`: accounts that can be chosen by name, as (account, words)."""
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user, _words in people}
        named = [(str(user.pk), words) for user, words in people]
        self.fields["person"].choices = [("", _("Choose …")), *named]
        if not people:
            del self.fields["person"]
            self.fields["email"].label = _("E-mail address")

    def clean_person(self):
        return self.people.get(self.cleaned_data["person"])

    def clean(self):
        data = super().clean()
        if "email" in data and bool(data.get("person")) == bool(data["email"]):
            raise ValidationError(_("Choose a partner or write an address: one of them."), code="one")
        return data
