"""What the coordinator fills in at the desk."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.forms import DateTimeInput
from portal.text import LineField, TextField
from workshops.signups.forms import OrganisationNumberField
from workshops.signups.models import SignUp


class MeetingTimeField(forms.DateTimeField):
    """A time on the clock in Norway, whatever zone the one who types it is in."""

    widget = DateTimeInput
    default_error_messages = {
        "invalid": _("Write date and time, for example 2027-05-19 08:30."),
        "ambiguous_timezone": _(
            "The clock is changed between summer and winter time then: this time does not exist, or comes "
            "twice. Choose another."
        ),
    }

    def prepare_value(self, value):
        with timezone.override(None):
            return super().prepare_value(value)

    def to_python(self, value):
        try:
            with timezone.override(None):
                return super().to_python(value)
        except ValidationError as error:
            if error.code == "ambiguous_timezone":
                message = self.error_messages["ambiguous_timezone"]
                raise ValidationError(message, code="ambiguous_timezone") from error
            raise


class VideoLinkForm(forms.Form):
    video_link = forms.URLField(
        label=_("Video link"),
        max_length=500,
        assume_scheme="https",
        help_text=_("The whole address, as participants will open it."),
    )

    def clean_video_link(self):
        link = self.cleaned_data["video_link"]
        if not link.startswith(("https://", "http://")):
            raise ValidationError(_("The link must begin with https://"))
        return link


class MoveForm(forms.Form):
    """New time and place for `workshop`."""

    start = MeetingTimeField(label=_("Starts"))
    end = MeetingTimeField(label=_("Ends"))
    place = LineField(label=_("Place"), max_length=200, required=False)

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        if not workshop.has_room:
            del self.fields["place"]

    def clean_start(self):
        if self.cleaned_data["start"] <= timezone.now():
            raise ValidationError(_("Choose a time that has not passed."))
        return self.cleaned_data["start"]

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if cleaned["end"] <= cleaned["start"]:
            raise ValidationError({"end": _("The meeting must end after it starts.")})
        if cleaned["end"] - cleaned["start"] > timedelta(days=7):
            raise ValidationError({"end": _("A meeting lasts at most seven days.")})
        if not self.changes():
            raise ValidationError(_("This is the time and place that the meeting already has."))
        return cleaned

    def changes(self):
        cleaned = self.cleaned_data
        before = {"start": self.workshop.start, "end": self.workshop.end, "place": self.workshop.place}
        return [name for name, value in cleaned.items() if value != before[name]]

    def take_errors(self, error):
        """Show what the page refused, at its field or, when this form has no such field, above the form."""
        for field, messages in error.message_dict.items():
            for message in messages:
                self.add_error(field if field in self.fields else None, message)


class CancelMeetingForm(forms.Form):
    reason = TextField(
        label=_("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody who is signed up reads this in the mail, and visitors on the meeting’s page."),
    )
    sure = forms.BooleanField(label=_("Yes, cancel the meeting. This cannot be undone."))


class MessageForm(forms.Form):
    """A message to a chosen group. `token` marks one message: sending the same form twice sends it once."""

    AUDIENCES = {
        "seated": _("Everybody with a seat"),
        "waiting": _("The waiting list"),
        "room": _("Those who come to the room"),
        "video": _("Those who take part on video"),
        "all": _("Everybody: seats and waiting list"),
    }

    audience = forms.ChoiceField(label=_("To"), widget=forms.RadioSelect)
    subject = LineField(label=_("Subject"), max_length=150)
    text = TextField(
        label=_("Message"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Empty lines make paragraphs. **bold**, - lists and [links](https://…) work."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, recipients, **kwargs):
        super().__init__(*args, **kwargs)
        self.recipients = recipients
        self.fields["audience"].choices = [
            (name, f"{label} ({recipients[name]})")
            for name, label in self.AUDIENCES.items()
            if name in recipients
        ]

    @property
    def recipient_count(self):
        return self.recipients[self.cleaned_data["audience"]]


class SignUpChangeForm(forms.Form):
    name = LineField(label=_("Name"), max_length=120)
    attendance = forms.ChoiceField(label=_("Takes part"), widget=forms.RadioSelect)
    on_behalf_of = forms.ChoiceField(
        label=_("On behalf of"), choices=SignUp.OnBehalfOf.choices, widget=forms.RadioSelect
    )
    organisation_name = LineField(label=_("Organisation"), max_length=160, required=False)
    organisation_number = OrganisationNumberField(
        label=_("Organisation number"), max_length=20, required=False, help_text=_("Nine digits. Optional.")
    )
    access_needs = TextField(
        label=_("Access needs"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        ways = workshop.attendances
        self.fields["attendance"].choices = [way for way in SignUp.Attendance.choices if way[0] in ways]
        if len(ways) == 1:
            self.fields["attendance"].initial = ways[0]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("on_behalf_of") == SignUp.OnBehalfOf.SELF:
            cleaned["organisation_name"] = cleaned["organisation_number"] = ""
        elif "on_behalf_of" in cleaned and not cleaned.get("organisation_name") and not self.errors:
            self.add_error("organisation_name", _("Write the name of the organisation."))
        return cleaned


class SignUpAddForm(SignUpChangeForm):
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(
        label=_("Language of the letters"), choices=[("nb", _("Norwegian Bokmål")), ("en", _("English"))]
    )

    field_order = ["name", "email", "attendance"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on_behalf_of"].initial = SignUp.OnBehalfOf.SELF
