"""The form of a vote, one for each kind of poll. `answer` is what goes on the ballot."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.forms import PortalForm
from portal.text import LineField
from workshops.polls.answers import SCORES, WAYS, normalised
from workshops.polls.models import Poll

Kind = Poll.Kind
WORDS = 3


def points_field(poll, label):
    ends = [(SCORES[0], poll.low_label), (SCORES[-1], poll.high_label)]
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=[(score, str(score)) for score in SCORES],
        help_text=", ".join(f"{score} = {words}" for score, words in ends if words),
        widget=forms.RadioSelect,
    )


class VoteForm(PortalForm):
    """`answer` is the ballot's of an earlier vote, where one may change it."""

    def __init__(self, *args, poll, answer=None, **kwargs):
        self.poll = poll
        self.choices = list(poll.choices.select_related("role"))
        initial = self.initial_from(answer) if answer else {}
        super().__init__(*args, initial=initial, prefix=f"poll-{poll.pk}", **kwargs)
        self.add_fields()

    @property
    def options(self):
        return [(str(choice.pk), str(choice)) for choice in self.choices]


class SingleForm(VoteForm):
    def add_fields(self):
        self.fields["choice"] = forms.ChoiceField(
            label=_("Your answer"), choices=self.options, widget=forms.RadioSelect
        )

    def initial_from(self, answer):
        return {"choice": str(answer["choices"][0])}

    @property
    def answer(self):
        return {"choices": [int(self.cleaned_data["choice"])]}


class SeveralForm(VoteForm):
    def add_fields(self):
        self.fields["choices"] = forms.MultipleChoiceField(
            label=_("Choose as many as you like"), choices=self.options, widget=forms.CheckboxSelectMultiple
        )

    def initial_from(self, answer):
        return {"choices": [str(pk) for pk in answer["choices"]]}

    @property
    def answer(self):
        return {"choices": [int(pk) for pk in self.cleaned_data["choices"]]}


class ScaleForm(VoteForm):
    def add_fields(self):
        self.fields["score"] = points_field(self.poll, _("Your answer"))

    def initial_from(self, answer):
        return {"score": answer["score"]}

    @property
    def answer(self):
        return {"score": self.cleaned_data["score"]}


class RatingForm(VoteForm):
    def add_fields(self):
        for choice in self.choices:
            self.fields[f"score_{choice.pk}"] = points_field(self.poll, str(choice))

    def initial_from(self, answer):
        return {f"score_{pk}": score for pk, score in answer["scores"].items()}

    @property
    def answer(self):
        given = self.cleaned_data
        return {"scores": {str(choice.pk): given[f"score_{choice.pk}"] for choice in self.choices}}


class WordsForm(VoteForm):
    """Some words of one's own; the same word twice counts once."""

    def add_fields(self):
        labels = [_("A word"), _("Another word"), _("One more word")]
        for number, label in enumerate(labels):
            self.fields[f"word_{number}"] = LineField(
                label=label,
                max_length=30,
                required=number == 0,
                widget=forms.TextInput({"autocomplete": "off"}),
            )

    def initial_from(self, answer):
        return {f"word_{number}": word for number, word in enumerate(answer["words"])}

    @property
    def answer(self):
        words = [self.cleaned_data[f"word_{number}"] for number in range(WORDS)]
        return {"words": list({normalised(word): word for word in words if word}.values())}


class RankingForm(VoteForm):
    """All choices in order: `order` names them from first to last. Each button moves one of them."""

    def add_fields(self):
        self.fields["order"] = forms.CharField(widget=forms.HiddenInput)
        if "order" not in self.initial:
            self.initial["order"] = ",".join(value for value, _label in self.options)

    def initial_from(self, answer):
        return {"order": ",".join(str(pk) for pk in answer["choices"])}

    def clean_order(self):
        order = self.cleaned_data["order"].split(",")
        if sorted(order) != sorted(value for value, _label in self.options):
            raise forms.ValidationError(gettext("The choices have changed. Put them in order again."))
        return order

    @property
    def in_order(self):
        """The choices as they stand in the form now."""
        known = {str(choice.pk): choice for choice in self.choices}
        order = [pk for pk in dict.fromkeys(str(self["order"].value()).split(",")) if pk in known]
        return [known[pk] for pk in [*order, *(pk for pk in known if pk not in order)]]

    def moved(self, move):
        """The order after one press of `up:pk` or `down:pk`; what makes no sense moves nothing."""
        order = [str(choice.pk) for choice in self.in_order]
        way, _colon, pk = move.partition(":")
        if pk in order and way in ("up", "down"):
            at = order.index(pk)
            to = min(max(at + (1 if way == "down" else -1), 0), len(order) - 1)
            order.insert(to, order.pop(at))
        return order

    @property
    def answer(self):
        return {"choices": [int(pk) for pk in self.cleaned_data["order"]]}


class RolesForm(VoteForm):
    """For each role in which ways one could take it."""

    def add_fields(self):
        for choice in self.choices:
            self.fields[f"ways_{choice.pk}"] = forms.MultipleChoiceField(
                label=str(choice), choices=WAYS, widget=forms.CheckboxSelectMultiple, required=False
            )
            self.fields[f"ways_{choice.pk}"].conditional = True

    def initial_from(self, answer):
        return {f"ways_{pk}": ways for pk, ways in answer["roles"].items()}

    @property
    def answer(self):
        """None of them is an answer, too."""
        given = {str(choice.pk): self.cleaned_data[f"ways_{choice.pk}"] for choice in self.choices}
        return {"roles": {pk: ways for pk, ways in given.items() if ways}}


FORMS = {
    Kind.SINGLE: SingleForm,
    Kind.SEVERAL: SeveralForm,
    Kind.SCALE: ScaleForm,
    Kind.RATING: RatingForm,
    Kind.WORDS: WordsForm,
    Kind.RANKING: RankingForm,
    Kind.ROLES: RolesForm,
}


def vote_form(poll, data=None, answer=None):
    return FORMS[poll.kind](data, poll=poll, answer=answer)
