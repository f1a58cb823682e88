"""What people hand in when they sign up, change their sign-up, or ask for their links."""

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.no import orgnr

from partners.inputs.forms import WHAT_IS_SHOWN, AnswersMixin, InputForm
from partners.inputs.models import Input
from portal.forms import PortalForm
from portal.pace import PacedForm
from portal.text import LineField, TextField
from workshops.signups.models import SignUp

NUMBER_FORM = _("An organisation number has nine digits, such as 974 760 673.")
NUMBER_CHECK = _(
    "This is not a Norwegian organisation number: the last digit does not fit. Check the digits."
)

PARTICIPANT = [
    "name",
    "on_behalf_of",
    "organisation_name",
    "organisation_number",
    "attendance",
    "access_needs",
]


class OrganisationNumberField(LineField):
    """Nine digits with a check digit; spaces between them are fine."""

    def to_python(self, value):
        value = super().to_python(value)
        if not value:
            return value
        try:
            return orgnr.validate(value)
        except InvalidChecksum:
            raise forms.ValidationError(NUMBER_CHECK, code="checksum") from None
        except ValidationError:
            raise forms.ValidationError(NUMBER_FORM, code="format") from None


class ParticipantFields(forms.Form):
    """Who comes, on whose behalf, and how. `seats` as counted; a meeting held one way does not ask how."""

    name = LineField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    on_behalf_of = forms.ChoiceField(
        label=_("Who do you come on behalf of?"),
        choices=SignUp.OnBehalfOf.choices,
        initial=SignUp.OnBehalfOf.SELF,
        widget=forms.RadioSelect,
    )
    organisation_name = LineField(
        label=_("Name of the organisation"),
        max_length=160,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    organisation_number = OrganisationNumberField(
        label=_("Organisation number"),
        help_text=_("Nine digits, if you know it."),
        max_length=20,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    attendance = forms.ChoiceField(label=_("How do you take part?"), widget=forms.RadioSelect)
    access_needs = TextField(
        label=_("Is there something we should arrange for you?"),
        help_text=_(
            "Such as an interpreter, a hearing loop, or step-free access. Only the municipality sees it, "
            "and it is deleted 30 days after the meeting."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3, "data-limit": 1000}),
    )

    def __init__(self, *args, workshop, seats, current=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation_name"].conditional = True
        self.workshop = workshop
        ways = workshop.attendances
        if len(ways) == 1:
            del self.fields["attendance"]
        else:
            self.fields["attendance"].choices = [(way, way_label(way, seats[way], current)) for way in ways]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("on_behalf_of") == SignUp.OnBehalfOf.SELF:
            cleaned["organisation_name"] = cleaned["organisation_number"] = ""
            for name in {"organisation_name", "organisation_number"} & self.errors.keys():
                del self._errors[name]
        elif "on_behalf_of" in cleaned and not (
            cleaned.get("organisation_name") or "organisation_name" in self.errors
        ):
            self.add_error(
                "organisation_name", _("Write the name of the organisation you come on behalf of.")
            )
        if "attendance" not in self.fields:
            cleaned["attendance"] = self.workshop.attendances[0]
        return cleaned

    def participant(self):
        """What the actions want to know of a participant."""
        return {name: self.cleaned_data[name] for name in PARTICIPANT}


def way_label(way, seats, current):
    """A way of taking part, and what choosing it means when it is full."""
    label = SignUp.Attendance(way).label
    if way == current or not seats.is_full:
        return label
    return _("%(way)s (full: you join the waiting list)") % {"way": label}


class SignUpForm(AnswersMixin, ParticipantFields, PacedForm, PortalForm):
    """A place at a meeting, and what the participant wants to say."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The confirmation and the way in to the meeting are sent here."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    field_order = ["name", "email", *PARTICIPANT[1:]]


class ChangeForm(ParticipantFields, PortalForm):
    """What a participant said when signing up, to change. The e-mail address stays."""

    def __init__(self, *args, signup, **kwargs):
        initial = {name: getattr(signup, name) for name in PARTICIPANT}
        super().__init__(
            *args, workshop=signup.workshop, current=signup.attendance, initial=initial, **kwargs
        )


class OwnInputForm(AnswersMixin, PortalForm):
    """Input from somebody who is signed up: we know who it is."""

    free_text = True

    def __init__(self, *args, signup, page, **kwargs):
        super().__init__(*args, page=page, **kwargs)
        self.signup = signup
        self.show_names()

    def show_names(self):
        """Let each choice of name say what it comes to; an organisation only for those who have one."""
        shown = self.fields["shown_as"]
        organisation = self.signup.organisation_name
        shown.widget.descriptions = WHAT_IS_SHOWN | {
            Input.ShownAs.NAME: ", ".join(filter(None, [self.signup.name, organisation])),
            Input.ShownAs.ORGANISATION: organisation,
        }
        if not organisation:
            shown.choices = [choice for choice in shown.choices if choice[0] != Input.ShownAs.ORGANISATION]

    def organisation_given(self):
        return self.signup.organisation_name

    def clean(self):
        cleaned = super().clean()
        texts = [name for name in self.answer_field_names if name not in {"visibility", "shown_as"}]
        if not self.answers() and not any(name in self.errors for name in texts):
            self.add_error(texts[0], _("Write what you want to say."))
        return cleaned

    def given(self):
        """What `give_inputs` wants to know."""
        return {
            "answers": self.answers(),
            "person": self.signup.person,
            "name": self.signup.name,
            "organisation": self.signup.organisation_name,
            "visibility": self.cleaned_data["visibility"],
            "shown_as": self.cleaned_data["shown_as"],
        }


class MeetingInputForm(PacedForm, InputForm):
    """Input about a meeting from anyone."""


class LinksForm(PacedForm, PortalForm):
    """Where to send the links to one's own pages."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The address that you signed up with."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
