"""What people hand in to ask, and to vote a question up."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms import PortalForm
from portal.text import TextField
from workshops.asking.models import AudienceQuestion


class AskForm(PortalForm):
    text = TextField(
        label=_("Your question"),
        help_text=_("Everyone in the meeting sees it. Later it stands under “Input and answers”."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
    anonymous = forms.BooleanField(
        label=_("Ask anonymously"),
        help_text=_("Then we do not keep who asked, and cannot find it out later."),
        required=False,
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class QuestionForm(forms.Form):
    """Which question a press is about."""

    question = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class UpvoteForm(forms.Form):
    """One press on a question: for it, or no longer."""

    up = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    down = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)

    def clean(self):
        given = super().clean()
        chosen = [given[name] for name in ("up", "down") if given.get(name)]
        if len(chosen) != 1:
            raise forms.ValidationError("One question at a time")
        return {"question": chosen[0], "up": bool(given.get("up"))}


class AnswerForm(PortalForm):
    text = TextField(
        label=_("What was answered"),
        help_text=_("All in the meeting can read it, and everyone when the room is closed."),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
    )


class ChairForm(forms.Form):
    """One press of who leads: on a question (`stage`, `show_again`) or a raised hand (`call`, `lower`)."""

    stage = forms.ChoiceField(choices=AudienceQuestion.Stage, required=False)
    question = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    call = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    lower = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
