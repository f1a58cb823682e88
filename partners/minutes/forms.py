import binascii
import uuid
from base64 import b64decode

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.minutes.models import AgendaItem, GroupMeeting, MeetingAnswer
from partners.minutes.replica import STATE_LIMIT, TEXT_LIMIT, UPDATE_LIMIT
from portal.forms import DateTimeInput, LongSelect, PortalForm
from portal.text import LineField, TextField


class WhereForm(PortalForm):
    """What a meeting is, and where; its time is known."""

    title = LineField(label=_("What kind of meeting is it?"), max_length=120)
    place = LineField(label=_("Place"), max_length=200, required=False)
    video_link = forms.URLField(
        label=_("Video link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Only those in the group see it. It stands in the letter and in the calendar."),
    )

    def clean(self):
        fields = super().clean()
        if not self.errors and not fields["place"] and not fields["video_link"]:
            self.add_error("place", _("Say where, or give a video link."))
        return fields


class MeetingForm(WhereForm):
    """What a leader says of a meeting. Times are Norwegian."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    start = forms.DateTimeField(label=_("Starts"), widget=DateTimeInput)
    end = forms.DateTimeField(label=_("Ends"), widget=DateTimeInput)
    field_order = ["client_id", "title", "start", "end", "place", "video_link"]

    def clean(self):
        fields = super().clean()
        start, end = fields.get("start"), fields.get("end")
        if start and end and end <= start:
            self.add_error("end", GroupMeeting._meta.constraints[1].violation_error_message)
        return fields


class ChangeMeetingForm(MeetingForm):
    """`seen` is the sequence of the meeting as it stood when the form was opened."""

    client_id = None
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def let_see(self, sequence):
        """Sent in once more, it is from who has seen the meeting at `sequence`."""
        self.data = self.data.copy()
        self.data["seen"] = sequence


class AnswerForm(PortalForm):
    comes = forms.ChoiceField(choices=MeetingAnswer.Comes.choices)


class AgendaForm(PortalForm):
    title = LineField(label=_("What is it about?"), max_length=AgendaItem._meta.get_field("title").max_length)
    text = TextField(
        label=_("More about it"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, required=False)
    who = forms.ChoiceField(label=_("Who takes it up"), required=False, widget=LongSelect)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in people if user.name}
        named = [(key, user.name) for key, user in self.people.items()]
        self.fields["who"].choices = [("", "–"), *named]

    def clean_who(self):
        return self.people.get(self.cleaned_data["who"])


class BytesField(forms.CharField):
    """Bytes in base64, of which there are at most so many."""

    widget = forms.HiddenInput

    def __init__(self, *, most, **kwargs):
        super().__init__(strip=True, **kwargs)
        self.most = most

    def to_python(self, value):
        try:
            found = b64decode(super().to_python(value), validate=True)
        except (binascii.Error, ValueError):
            raise forms.ValidationError(_("This is no change of the minutes."), code="broken") from None
        if len(found) > self.most:
            raise forms.ValidationError(_("This is too long to be saved at once."), code="too_long")
        return found


class UpdateForm(forms.Form):
    """One change, as the page's script sends it."""

    client_id = forms.UUIDField()
    update = BytesField(most=UPDATE_LIMIT)


class RawText(forms.CharField):
    """Text as it is typed: blanks at the ends of lines are somebody's who is writing."""

    widget = forms.Textarea

    def __init__(self, **kwargs):
        super().__init__(strip=False, **kwargs)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class MinutesForm(PortalForm):
    """The text, and the state that it was made from."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    base = BytesField(most=STATE_LIMIT)
    text = RawText(
        label=pgettext_lazy("of a meeting", "Minutes"),
        max_length=TEXT_LIMIT,
        required=False,
        help_text=_(
            "“Oppgave: Ring kommunen @Ola Nordmann innen 12.3.” is a task. A line that begins with “Vedtak:” "
            "is a decision; it may name who sees to it, and end with “ses på igjen 1.6.”"
        ),
        widget=forms.Textarea({"rows": 18}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # It may be empty, which is nothing to say beside it.
        self.fields["text"].conditional = True


class ApproveForm(PortalForm):
    """`seen` is the number of the text that is approved; `left_open` what goes on to the next meeting."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    left_open = forms.MultipleChoiceField(
        label=_("Goes on to the next meeting"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["left_open"].choices = [(str(item.pk), item.title) for item in items]
        if not items:
            del self.fields["left_open"]


class CorrectionForm(PortalForm):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = TextField(
        label=_("Note to the minutes"),
        max_length=2000,
        help_text=_("The minutes stand as they were approved. The note stands below them, with your name."),
        widget=forms.Textarea({"rows": 3}),
    )
