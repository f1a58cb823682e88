from django import forms
from django.utils.translation import gettext_lazy as _

from partners.inputs.models import Answer, Input, StatusChange, Theme
from portal.text import LineField, TextField

TEXT_LIMIT = Answer._meta.get_field("text").max_length
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
