import re
import uuid
from decimal import Decimal

from django import forms
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.assessments.models import Clarification, Criterion, Decision, Message, Review
from partners.people.models import User
from partners.roles.models import Role
from portal.text import LineField, TextField, clean_line

MESSAGE_LIMIT = Message._meta.get_field("text").max_length
QUESTION_LIMIT = Clarification._meta.get_field("question").max_length
REASON_LIMIT = Decision._meta.get_field("reason").max_length
CONDITIONS_LIMIT = Decision._meta.get_field("conditions").max_length
INTEREST_LIMIT = Review._meta.get_field("interest_text").max_length


class AssignForm(forms.Form):
    """Somebody who works for the municipality and is not asked already."""

    reviewer = forms.ModelChoiceField(
        label=gettext_lazy("Somebody who works here"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Choose"),
    )

    def __init__(self, *args, proposal, **kwargs):
        super().__init__(*args, **kwargs)
        asked = Review.objects.standing().filter(proposal=proposal, reviewer__isnull=False)
        staff = User.objects.filter(is_staff=True, is_active=True).exclude(pk__in=asked.values("reviewer"))
        self.fields["reviewer"].queryset = staff.order_by("name", "email")


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail of an expert from outside"),
        max_length=254,
        help_text=gettext_lazy(
            "They see this one proposal, after they have said that they have no interest in it. "
            "Who has no account is told how to make one."
        ),
    )


class InterestForm(forms.Form):
    text = LineField(
        label=gettext_lazy("What the interest is"),
        max_length=INTEREST_LIMIT,
        help_text=gettext_lazy("It cannot be taken back. You will neither score nor decide this proposal."),
    )


class AskForm(forms.Form):
    text = TextField(
        label=gettext_lazy("To the proposer"),
        max_length=MESSAGE_LIMIT,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy(
            "Everybody who works with the proposal gets this by e-mail and sees it with the proposal."
        ),
    )
    wants_answer = forms.BooleanField(
        label=gettext_lazy("Wait for their answer"), initial=True, required=False
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ClarifyForm(forms.Form):
    role = forms.ModelChoiceField(label=gettext_lazy("Role"), queryset=Role.objects.none(), empty_label=None)
    question = TextField(
        label=gettext_lazy("What was asked"),
        max_length=QUESTION_LIMIT,
        widget=forms.Textarea({"rows": 4}),
        required=False,
        help_text=gettext_lazy("Write it so that nobody can see who asked."),
    )
    text = TextField(
        label=gettext_lazy("Answer to all"),
        max_length=MESSAGE_LIMIT,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("All candidates get it by e-mail, and everyone can read it with the role."),
    )

    def __init__(self, *args, proposal, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = Role.objects.filter(offers__version=proposal.current_id).in_order()
        self.names = names_of(proposal)

    def clean(self):
        """Who asked is not told: their names do not go out by an oversight."""
        cleaned = super().clean()
        for field in ("question", "text"):
            said = clean_line(cleaned.get(field, ""))
            for name in self.names:
                if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said, re.IGNORECASE):
                    self.add_error(field, _("This tells who asked: “%(name)s”.") % {"name": name})
        return cleaned


def names_of(proposal):
    """The names by which a reader would know whose proposal it is."""
    names = {proposal.made_by, proposal.proposer_name, proposal.number}
    names |= set(proposal.messages.filter(side=Message.Side.PROPOSER).values_list("author_name", flat=True))
    return sorted(filter(None, names))


class DecisionForm(forms.Form):
    """A draft of the decision: for each role what is accepted of what is offered and still needed."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=Decision.Outcome.choices, widget=forms.RadioSelect
    )
    conditions = TextField(
        label=gettext_lazy("Conditions"),
        max_length=CONDITIONS_LIMIT,
        widget=forms.Textarea({"rows": 4}),
        required=False,
        help_text=gettext_lazy("Only for what is accepted."),
    )
    reason = TextField(
        label=gettext_lazy("Reason"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy(
            "The proposer reads this. Tell what was decisive, and which criteria it rests on."
        ),
    )

    def __init__(self, *args, openings, **kwargs):
        super().__init__(*args, **kwargs)
        self.openings = openings
        amounts = {amount_name(each.offer): amount_field(each) for each in openings}
        self.fields = {"outcome": self.fields["outcome"]} | amounts | self.fields

    def clean(self):
        cleaned = super().clean()
        accepts = cleaned.get("outcome") == Decision.Outcome.ACCEPT
        if accepts and self.openings and not any(self.fields_of_amounts()) and not self.errors:
            self.add_error(None, _("Say how much you accept of at least one role, or decline."))
        return cleaned

    def fields_of_amounts(self):
        return [self.cleaned_data.get(amount_name(each.offer)) for each in self.openings]

    @property
    def amounts(self):
        """{offer: amount} of what is accepted."""
        by_offer = ((each.offer, self.cleaned_data[amount_name(each.offer)]) for each in self.openings)
        return {offer: amount for offer, amount in by_offer if amount}


def amount_name(offer):
    return f"amount_{offer.pk}"


def amount_field(opening):
    words = {
        "offered": floatformat(opening.offer.amount or 0),
        "left": floatformat(opening.left),
        "drafts": floatformat(opening.in_drafts),
        "unit": opening.offer.role.get_unit_display(),
    }
    help_text = _("Offered: %(offered)s %(unit)s. Left of the role: %(left)s.") % words
    if opening.in_drafts:
        help_text += " " + _("In other prepared decisions: %(drafts)s.") % words
    return forms.DecimalField(
        label=_("Accepted: %(role)s") % {"role": opening.offer.role},
        help_text=help_text,
        required=False,
        # A Norwegian writes 1,5.
        localize=True,
        min_value=Decimal(0),
        max_value=min(opening.offer.amount or Decimal(0), opening.left),
        max_digits=7,
        decimal_places=1,
    )


class CriterionForm(forms.ModelForm):
    class Meta:
        model = Criterion
        fields = ["name", "name_en", "help", "help_en", "weight", "order"]
