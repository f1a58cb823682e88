from django import forms
from django.utils.translation import gettext_lazy as _

from partners.inputs.models import Answer, Input, Remark, StatusChange, Theme
from partners.inputs.queue import answerers
from partners.inputs.saved_filters import SavedFilter
from portal.text import LineField, TextField

TEXT_LIMIT = Answer._meta.get_field("text").max_length
REMARK_LIMIT = Remark._meta.get_field("text").max_length
REASON_LIMIT = StatusChange._meta.get_field("reason").max_length


class AnswerForm(forms.Form):
    status = forms.ChoiceField(
        label=_("What comes of it"),
        choices=[(status.value, status.label) for status in Input.ANSWERED],
        widget=forms.RadioSelect,
    )
    text = TextField(
        label=_("Answer"),
        max_length=TEXT_LIMIT,
        help_text=_(
            "Everyone who can read the input can read this. Say what you will do, or why not, "
            "and what happens next."
        ),
    )


class HideForm(forms.Form):
    reason = LineField(
        label=_("Reason"),
        max_length=REASON_LIMIT,
        help_text=_("The giver gets this by e-mail. It stays in the history."),
    )


class ThemeForm(forms.Form):
    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.all(), required=False, empty_label=_("No theme")
    )


class AssigneeForm(forms.Form):
    assignee = forms.ModelChoiceField(
        label=_("Handled by"), queryset=answerers(), required=False, empty_label=_("Nobody yet")
    )


class RemarkForm(forms.Form):
    remark = TextField(
        label=_("Remark"),
        max_length=REMARK_LIMIT,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Only those who answer input read this."),
    )


class FilterNameForm(forms.Form):
    name = LineField(label=_("Name"), max_length=SavedFilter._meta.get_field("name").max_length)


class SaveFilterForm(FilterNameForm):
    is_shared = forms.BooleanField(
        label=_("Share it with everyone who answers input"),
        required=False,
        help_text=_("Then they can use it, rename it and delete it."),
    )


class ReturnForm(forms.Form):
    remark = TextField(
        label=_("Why it is sent back"),
        max_length=REMARK_LIMIT,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Only those who answer input read this."),
    )


class SeveralForm(forms.Form):
    """What to do with the inputs that are ticked. Only the fields of what is chosen count."""

    WHAT = [
        ("answer", _("Give them the same answer")),
        ("draft", _("Save the same answer as a draft")),
        ("consider", _("Take them up for consideration")),
        ("theme", _("Set their theme")),
        ("assignee", _("Say who handles them")),
    ]
    inputs = forms.ModelMultipleChoiceField(
        Input.objects.all(), error_messages={"required": _("Tick at least one input.")}
    )
    what = forms.ChoiceField(label=_("What to do"), choices=WHAT, widget=forms.RadioSelect)
    status = forms.ChoiceField(
        label=_("What comes of it"),
        choices=[("", _("Choose")), *((status.value, status.label) for status in Input.ANSWERED)],
        required=False,
    )
    text = TextField(
        label=_("Answer"),
        max_length=TEXT_LIMIT,
        required=False,
        help_text=_("Each of them gets this answer, and each giver one e-mail about all of theirs."),
    )
    theme = ThemeForm.base_fields["theme"]
    assignee = AssigneeForm.base_fields["assignee"]

    def __init__(self, *args, needs_approval=False, **kwargs):
        super().__init__(*args, **kwargs)
        if needs_approval:
            asks = ("answer", _("Send the same answer to somebody else for approval"))
            self.fields["what"].choices = [asks, *self.WHAT[1:]]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("what") in ("answer", "draft"):
            for name in ("status", "text"):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("This is needed for an answer."))
        return cleaned
