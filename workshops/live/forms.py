"""What people hand in to come into a live room, and to lead it."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import PortalForm
from portal.text import LineField
from workshops.live.codes import LENGTH, read_code
from workshops.signups.models import SignUp


class CodeForm(PortalForm):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six letters and digits. You find it on the screen in the meeting."),
        max_length=20,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self):
        code = read_code(self.cleaned_data["code"])
        if len(code) != LENGTH or not code.isalnum():
            raise forms.ValidationError(_("A code has six letters and digits, such as %s.") % "K7M2XP")
        return code


class JoinForm(PortalForm):
    """Under which name somebody takes part. No name is fine, too."""

    name = LineField(
        label=_("What should we call you?"),
        help_text=_("Your name, or one that you make up. The others see it. Leave it empty to be anonymous."),
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "nickname"}),
    )
    kind = forms.ChoiceField(
        label=_("Who do you come on behalf of?"),
        choices=SignUp.OnBehalfOf.choices,
        initial=SignUp.OnBehalfOf.SELF,
        widget=forms.RadioSelect,
    )
    organisation = LineField(
        label=_("Name of the organisation"),
        max_length=160,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self):
        given = super().clean()
        if given.get("kind") == SignUp.OnBehalfOf.SELF:
            given["organisation"] = ""
        return given


class PlanForm(PortalForm):
    """Which activity begins with which item of the run of show."""

    def __init__(self, *args, room, **kwargs):
        super().__init__(*args, **{"prefix": "plan"} | kwargs)
        self.activities = {str(each.pk): each for each in room.activities.all()}
        choices = [("", _("Nothing new")), *((key, each.title) for key, each in self.activities.items())]
        self.items = {f"item_{item.pk}": item for item in room.items.all()}
        for name, item in self.items.items():
            self.fields[name] = forms.ChoiceField(
                label=item.title, choices=choices, required=False, initial=item.activity_id
            )

    def plan(self):
        return {item: self.activities.get(self.cleaned_data[name]) for name, item in self.items.items()}


class LeadForm(forms.Form):
    """One press on the console: what to do, and which step it was seen at."""

    do = forms.ChoiceField(
        choices=[
            (each, each)
            for each in (
                "next",
                "go",
                "pause",
                "resume",
                "extend",
                "activity",
                "undo",
                "code",
                "close",
                "open",
            )
        ]
    )
    seen = forms.IntegerField(min_value=0)
    item = forms.IntegerField(required=False)
    activity = forms.IntegerField(required=False)
    minutes = forms.IntegerField(required=False, min_value=-60, max_value=60)


class HideForm(PortalForm):
    """Why something that was said in the room is taken out of sight."""

    reason = LineField(label=_("Why is it hidden?"), help_text=_("Its giver is told."), max_length=300)
