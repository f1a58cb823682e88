import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.callouts.models import CallOut
from partners.groups.models import WorkingGroup
from portal.forms import DateTimeInput, PortalForm
from portal.text import LineField, TextField

MOST = 500


class CallOutForm(PortalForm):
    """What a call for volunteers says. `seen` stands for what it said when the form was opened."""

    title = LineField(label=_("What is to be done?"), max_length=120)
    text = TextField(label=_("More about it"), max_length=4000, required=False)
    starts_at = forms.DateTimeField(label=_("Starts"), widget=DateTimeInput)
    ends_at = forms.DateTimeField(label=_("Ends"), widget=DateTimeInput)
    place = LineField(label=_("Where"), max_length=200, required=False)
    places = forms.IntegerField(label=_("How many people do you want?"), min_value=1, max_value=MOST)
    skills = LineField(
        label=_("What one should be able to do"),
        max_length=300,
        required=False,
        help_text=_(
            "For instance drive with a trailer, or use a sewing machine. Empty means that all can help."
        ),
    )
    shown = forms.ChoiceField(
        label=_("Who may come?"),
        choices=CallOut.Shown,
        initial=CallOut.Shown.EVERYONE,
        widget=forms.RadioSelect,
    )
    accepts_at_once = forms.BooleanField(
        label=_("Give places at once, in order"),
        required=False,
        initial=True,
        help_text=_("Otherwise a leader of the group answers each one."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        if group.shown == WorkingGroup.Shown.NOTHING:
            # Nobody outside knows of the group.
            del self.fields["shown"]

    def clean(self):
        data = super().clean()
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("It must end after it starts."))
        if ends and ends <= timezone.now():
            self.add_error("ends_at", _("This time is over."))
        return data


class NewCallOutForm(CallOutForm):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["seen"]


class VolunteerForm(PortalForm):
    text = TextField(
        label=_("Something that they should know"),
        max_length=500,
        required=False,
        help_text=_("What you can do, or what you can bring. Those in the group read it, with your name."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 2
