"""The form of a vote, one for each way to vote. `answer` is what is counted, as `kinds` says."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.decisions.kinds import REASONED, TIME_ANSWERS
from partners.decisions.models import GroupDecision
from portal.forms import DescribedChoices, PortalForm
from portal.text import TextField

Kind = GroupDecision.Kind


class BallotForm(PortalForm):
    """`vote` is an earlier one by name, which may be changed."""

    def __init__(self, *args, decision, vote=None, **kwargs):
        self.decision = decision
        self.options = list(decision.options.all())
        initial = self.initial_from(vote.answer) | {"reason": vote.reason} if vote else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.add_fields()

    @property
    def choices(self):
        return [(str(option.pk), str(option)) for option in self.options]

    @property
    def given_reason(self):
        return self.cleaned_data.get("reason", "")


class OneForm(BallotForm):
    """One choice; some ask for a reason, and want one."""

    def add_fields(self):
        prompts = {str(option.pk): option.asks for option in self.options if option.prompt}
        self.fields["choice"] = forms.ChoiceField(
            label=_("Your vote"), choices=self.choices, widget=DescribedChoices(descriptions=prompts)
        )
        self.fields["reason"] = TextField(label=_("Reason"), max_length=1000, required=False)
        if prompts:
            self.fields["reason"].conditional = True
            self.fields["reason"].help_text = _("A choice with a question below it wants an answer.")

    def initial_from(self, answer):
        return {"choice": str(answer["choices"][0])}

    def clean(self):
        data = super().clean()
        chosen = {str(option.pk): option for option in self.options}.get(data.get("choice"))
        if chosen and chosen.prompt and not data.get("reason") and "reason" not in self.errors:
            asked = gettext("“%(choice)s” wants a reason: %(prompt)s")
            self.add_error("reason", asked % {"choice": chosen, "prompt": chosen.asks})
        return data

    @property
    def answer(self):
        return {"choices": [int(self.cleaned_data["choice"])]}


class SeveralForm(BallotForm):
    def add_fields(self):
        self.fields["choices"] = forms.MultipleChoiceField(
            label=_("Your vote"),
            choices=self.choices,
            widget=forms.CheckboxSelectMultiple,
            help_text=self.limits,
        )

    @property
    def most(self):
        return self.decision.maximum or len(self.options)

    @property
    def limits(self):
        least = self.decision.minimum
        if least == self.most:
            return gettext("Choose %(n)s.") % {"n": least}
        if least == 1 and self.decision.maximum is None:
            return gettext("Choose as many as you like.")
        return gettext("Choose from %(least)s to %(most)s.") % {"least": least, "most": self.most}

    def initial_from(self, answer):
        return {"choices": [str(pk) for pk in answer["choices"]]}

    def clean_choices(self):
        chosen = list(dict.fromkeys(self.cleaned_data["choices"]))
        if not self.decision.minimum <= len(chosen) <= self.most:
            raise forms.ValidationError(self.limits)
        return chosen

    @property
    def answer(self):
        return {"choices": sorted(int(pk) for pk in self.cleaned_data["choices"])}


class RankingForm(BallotForm):
    """A place for each choice, each place once."""

    def add_fields(self):
        places = [(n, str(n)) for n in range(1, len(self.options) + 1)]
        for option in self.options:
            self.fields[f"place_{option.pk}"] = forms.TypedChoiceField(
                label=str(option), choices=[("", _("Choose place …")), *places], coerce=int
            )

    def initial_from(self, answer):
        return {f"place_{pk}": place for place, pk in enumerate(answer["choices"], start=1)}

    def clean(self):
        data = super().clean()
        taken = {}
        for option in self.options:
            name = f"place_{option.pk}"
            if name in data and taken.setdefault(data[name], name) != name:
                self.add_error(name, gettext("Another choice has this place."))
        return data

    @property
    def answer(self):
        places = {option.pk: self.cleaned_data[f"place_{option.pk}"] for option in self.options}
        return {"choices": sorted(places, key=places.get)}


class TimesForm(BallotForm):
    """For each proposed time whether one can."""

    def add_fields(self):
        for option in self.options:
            self.fields[f"time_{option.pk}"] = forms.ChoiceField(
                label=str(option), choices=TIME_ANSWERS, widget=forms.RadioSelect
            )

    def initial_from(self, answer):
        return {f"time_{pk}": how for pk, how in answer["times"].items()}

    @property
    def answer(self):
        given = {str(option.pk): self.cleaned_data[f"time_{option.pk}"] for option in self.options}
        return {"times": given}


FORMS = dict.fromkeys(REASONED, OneForm) | {
    Kind.SEVERAL: SeveralForm,
    Kind.RANKING: RankingForm,
    Kind.TIMES: TimesForm,
}


def ballot_form(decision, data=None, *, vote=None):
    return FORMS[decision.kind](data, decision=decision, vote=vote)
