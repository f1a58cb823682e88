"""What a person may hand in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.inputs.models import Input
from portal.forms import DescribedChoices, PortalForm
from portal.text import LineField, TextField

TEXT_LIMIT = Input._meta.get_field("text").max_length

WHO_READS = _(
    "The municipality reads everything. What you send to a municipality can become a case document "
    "that others may ask to read (the Freedom of Information Act, section 3)."
)
WHO_IS_SHOWN = _(
    "The municipality always sees who you are. If it is for the municipality only, you need not choose."
)
WHO_SEES = {
    Input.Visibility.EVERYONE: _(
        "Published at once under “Input and answers”, with the name you choose below."
    ),
    Input.Visibility.PARTNERS: _(
        "Partners are businesses and associations that develop the concept together with the municipality. "
        "They read it in their workspace. The public does not."
    ),
    Input.Visibility.MUNICIPALITY: _(
        "Nothing is published. Choose this for trade secrets, and say so in the text: "
        "the municipality assesses whether it can be kept from others."
    ),
}
WHAT_IS_SHOWN = {
    Input.ShownAs.NAME: _("With the organisation, if you have written one."),
    Input.ShownAs.ORGANISATION: _("The organisation alone, without your name."),
    Input.ShownAs.ANONYMOUS: _("Neither your name nor the organisation is shown."),
}


def answer_field(*, label, help_text=""):
    return TextField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea({"rows": 4, "data-limit": TEXT_LIMIT}),
    )


class AnswersMixin:
    """The questions of a page, and who may see the answers. Goes before the form it is mixed into.

    Who sees it must be chosen as soon as something is answered, and under which name when somebody besides
    the municipality sees it. Fields: `question_<pk>`, `other` when `free_text`, `visibility`, `shown_as`.
    Nothing is added for a page that asks nothing.
    """

    free_text = False

    def __init__(self, *args, page, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(page.questions.all())
        for question in self.questions:
            self.fields[self.name_of(question)] = answer_field(
                label=question.text, help_text=question.help_text
            )
        if self.free_text:
            label = _("Something else you want to say?") if self.questions else _("Your input")
            self.fields["other"] = answer_field(label=label)
        if self.questions or self.free_text:
            self.fields["visibility"] = forms.ChoiceField(
                label=_("Who can see your answers?"),
                choices=Input.Visibility.choices,
                widget=DescribedChoices(descriptions=WHO_SEES),
                required=False,
                help_text=WHO_READS,
            )
            self.fields["shown_as"] = forms.ChoiceField(
                label=_("Which name is shown with them?"),
                choices=Input.ShownAs.choices,
                widget=DescribedChoices(descriptions=WHAT_IS_SHOWN),
                required=False,
                help_text=WHO_IS_SHOWN,
            )
            for name in ("visibility", "shown_as"):
                self.fields[name].conditional = True

    @staticmethod
    def name_of(question):
        return f"question_{question.pk}"

    @property
    def answer_field_names(self):
        """The names of the mixin's own fields, for a form that lays them out in a part of their own."""
        names = [self.name_of(question) for question in self.questions]
        return [n for n in [*names, "other", "visibility", "shown_as"] if n in self.fields]

    @property
    def answer_fields(self):
        return [self[name] for name in self.answer_field_names]

    def organisation_given(self):
        """The organisation that the giver can be shown as; empty when there is none."""
        data = self.cleaned_data
        return data.get("organisation") or data.get("organisation_name") or ""

    def answers(self):
        """What was answered, in the order of the questions: (question or None, text)."""
        given = [(question, self.cleaned_data.get(self.name_of(question))) for question in self.questions]
        given.append((None, self.cleaned_data.get("other")))
        return [(question, text) for question, text in given if text]

    def clean(self):
        cleaned = super().clean()
        if not self.answers():
            return cleaned
        if "visibility" not in self.errors and not self.cleaned_data.get("visibility"):
            self.add_error("visibility", _("Choose who can see your answers."))
        if "shown_as" not in self.errors and not self.cleaned_data.get("shown_as"):
            if self.cleaned_data.get("visibility") == Input.Visibility.MUNICIPALITY:
                cleaned["shown_as"] = Input.ShownAs.ANONYMOUS
            else:
                self.add_error("shown_as", _("Choose which name is shown with your answers."))
        if self.cleaned_data.get("shown_as") == Input.ShownAs.ORGANISATION and not self.organisation_given():
            self.add_error("shown_as", _("Write the name of your organisation, or choose another name."))
        return cleaned


class InputForm(AnswersMixin, PortalForm):
    """Input from anyone about a page, without an account."""

    free_text = True
    field_order = None

    name = LineField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("You get a receipt, and the answer when it comes. The address is never shown to others."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    organisation = LineField(
        label=_("Organisation"),
        max_length=160,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(
            [*self.answer_field_names[:-2], "name", "email", "organisation", "visibility", "shown_as"]
        )

    def clean(self):
        cleaned = super().clean()
        texts = [n for n in self.answer_field_names if n not in {"visibility", "shown_as"}]
        if not self.answers() and not any(name in self.errors for name in texts):
            self.add_error(texts[0], _("Write what you want to say."))
        return cleaned
