"""What facilitators and participants hand in: a poll, a vote, a count of papers."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.forms import PortalForm
from portal.text import LineField, TextField, clean_line
from workshops.polls.answers import SCORES
from workshops.polls.models import Poll
from workshops.polls.results import ADDS_UP

Kind = Poll.Kind
LISTS = {Kind.SINGLE, Kind.SEVERAL, Kind.RATING, Kind.RANKING}
FEWEST, MOST, LONGEST = 2, 12, 120


class PollForm(PortalForm):
    """What is asked; only what belongs to the poll's `kind` is there."""

    question = LineField(label=_("Question"), max_length=160)
    choices = TextField(
        label=_("Choices"),
        help_text=_("One on each line, from two to twelve."),
        widget=forms.Textarea({"rows": 6}),
    )
    low_label = LineField(label=_("What 1 means"), max_length=60, required=False)
    high_label = LineField(label=_("What 5 means"), max_length=60, required=False)
    stars = forms.BooleanField(label=_("Show as stars"), required=False)
    anonymous = forms.BooleanField(
        label=_("Anonymous"),
        help_text=_(
            "Not even the database can tell who voted what. A vote cannot be changed then, and the results "
            "come when the poll is closed. Once the poll is open this cannot be undone."
        ),
        required=False,
    )
    hides_results = forms.BooleanField(
        label=_("Hide the results until the poll is closed"),
        help_text=_("From you, too. After the first vote this cannot be changed."),
        required=False,
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind not in LISTS:
            del self.fields["choices"]
        elif kind == Kind.RATING:
            self.fields["choices"].label = _("Statements")
        if kind not in (Kind.SCALE, Kind.RATING):
            del self.fields["low_label"], self.fields["high_label"]
        if kind != Kind.RATING:
            del self.fields["stars"]
        if kind == Kind.ROLES:
            del self.fields["anonymous"]
            self.initial.setdefault("question", gettext("Which roles could you take?"))

    def clean_choices(self):
        lines = [line for line in map(clean_line, self.cleaned_data["choices"].splitlines()) if line]
        if not FEWEST <= len(lines) <= MOST:
            raise forms.ValidationError(_("Write from two to twelve, each on a line of its own."))
        if too_long := next((line for line in lines if len(line) > LONGEST), None):
            raise forms.ValidationError(_("“%s” is too long: at most 120 characters.") % too_long)
        if len({line.casefold() for line in lines}) < len(lines):
            raise forms.ValidationError(_("Two of them are the same."))
        return lines

    def clean(self):
        given = super().clean()
        if given.get("anonymous"):
            given["hides_results"] = True
        return given


def initial_of(poll):
    """What the form for changing a poll begins with."""
    names = ("low_label", "high_label", "stars", "anonymous", "hides_results")
    choices = "\n".join(choice.text for choice in poll.choices.all())
    return {name: getattr(poll, name) for name in names} | {"question": str(poll), "choices": choices}


class PaperForm(PortalForm):
    """How many chose what on paper: a number for each of the chart's `items` of (key, label)."""

    def __init__(self, *args, poll, items, **kwargs):
        super().__init__(*args, **kwargs)
        for key, label in items:
            self.fields[f"n_{key}"] = number_field(label)
        if poll.kind not in ADDS_UP:
            self.fields["people"] = number_field(
                _("How many people handed in a paper"), help_text=_("One person can have chosen several.")
            )

    @property
    def numbers(self):
        given = self.cleaned_data.items()
        return {name[2:]: number or 0 for name, number in given if name.startswith("n_")}

    def clean(self):
        given = super().clean()
        most = max((number or 0 for name, number in given.items() if name.startswith("n_")), default=0)
        if "people" in self.fields and not self.errors and (given.get("people") or 0) < most:
            self.add_error("people", _("No choice can have more votes than there are people."))
        return given


class PressForm(forms.Form):
    """One press of the facilitator's, and which step of the meeting it was seen at."""

    do = forms.ChoiceField(
        choices=[(each, each) for each in ("open", "close", "show", "delete", "hide_word", "show_word")]
    )
    seen = forms.IntegerField(min_value=0)
    word = forms.CharField(required=False, max_length=60)


def number_field(label, help_text=""):
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=9999,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )


def paper_items(poll):
    """What a paper can say: (key, label)."""
    if poll.kind == Kind.SCALE:
        return [(str(score), str(score)) for score in SCORES]
    return [(str(choice.pk), str(choice)) for choice in poll.choices.select_related("role")]
