"""What a participant may hand in about an input: a reply, a vote, a report."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.threads.models import Reply, Report, Vote
from portal.forms import DescribedChoices, PortalForm
from portal.text import TextField

TEXT_LIMIT = Reply._meta.get_field("text").max_length
QUOTE_LIMIT = Reply._meta.get_field("quote").max_length
REPORT_LIMIT = Report._meta.get_field("text").max_length
THE_INPUT = "innspill"
WIDEST_KEY = 18


def read_key(value):
    """A primary key from a request; None for anything else."""
    value = str(value or "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= WIDEST_KEY else None


class WordsForm(PortalForm):
    """The words of a reply, and who was chosen to be mentioned in them."""

    text = TextField(
        label=_("Your reply"),
        max_length=TEXT_LIMIT,
        help_text=_("Write @ and a whole name to mention somebody who takes part."),
        widget=forms.Textarea({"rows": 4, "data-mentions": ""}),
    )

    @property
    def chosen(self):
        """The primary keys of those who were chosen by name."""
        return [key for key in map(read_key, self.data.getlist("mention")) if key]


class ReplyForm(WordsForm):
    """A reply. `quoted` is a reply's primary key, or `THE_INPUT`; without it nothing is quoted."""

    quoted = forms.CharField(required=False, widget=forms.HiddenInput)
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    quote = TextField(
        label=_("You quote"),
        max_length=QUOTE_LIMIT,
        required=False,
        help_text=_("You can take words away at both ends. What is left must stand as it was written."),
        widget=forms.Textarea({"rows": 2}),
    )
    follow = forms.BooleanField(label=_("Send me an e-mail when others reply"), required=False, initial=True)
    field_order = ["quoted", "client_id", "quote", "text", "follow"]

    @property
    def quotes(self):
        """Whether there is anything that is quoted, so that the field is to be seen."""
        return bool(self["quoted"].value())

    def quoted_key(self):
        """The primary key of the reply that is quoted; None for the input, and for nothing."""
        return read_key(self.cleaned_data.get("quoted"))


class VoteForm(forms.Form):
    value = forms.ChoiceField(choices=[("", ""), *Vote.Value.choices], required=False)
    turn = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class ReportForm(PortalForm):
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Report.Reason.choices,
        widget=DescribedChoices(
            descriptions={
                Report.Reason.PERSONAL: _(
                    "Health, address, or other things about a person who can be recognised."
                ),
                Report.Reason.SECRET: _("Something that a business has a right to keep to itself."),
            }
        ),
    )
    text = TextField(
        label=_("Tell us more"),
        required=False,
        max_length=REPORT_LIMIT,
        help_text=_("Do not repeat personal information or secrets here."),
        widget=forms.Textarea({"rows": 4}),
    )
