"""What a person may say about a page or a block of it."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.frame import remembered
from partners.comments.actions import Said
from partners.comments.quotes import Quote, find_quote
from partners.inputs.attaching import MOST_FILES
from partners.inputs.forms import TEXT_LIMIT, WHAT_IS_SHOWN, WHO_IS_SHOWN, WHO_READS, WHO_SEES
from partners.inputs.models import Input, Theme
from portal.forms import CheckedFilesField, DescribedChoices, FormWithFiles, FormWithOtherFiles
from portal.pace import PacedForm
from portal.text import LineField, TextField

QUOTE_LIMIT = Input._meta.get_field("quote").max_length
AROUND_LIMIT = Input._meta.get_field("quote_before").max_length
WHO_SEES_LATER = {
    Input.Visibility.EVERYONE: _(
        "Published under “Input and answers” when the municipality has seen it, with the name you choose."
    ),
}
MARKDOWN = _(
    "You can write **bold**, *italic*, lists with a hyphen before each line, and addresses of pages."
)


def text_field(label):
    return TextField(
        label=label,
        help_text=MARKDOWN,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea({"rows": 5, "data-limit": TEXT_LIMIT}),
    )


def files_field(label):
    return CheckedFilesField(
        label=label,
        most=MOST_FILES,
        required=False,
        help_text=_(
            "At most {most} files of 10 MB each: {kinds}. Whoever can read the comment can download them."
        ),
    )


class CommentForm(FormWithFiles):
    """A comment of somebody signed in, who may speak for the organisation named `speaks_for`."""

    kind = forms.ChoiceField(
        label=_("What kind of comment is it?"), choices=Input.Kind.choices, initial=Input.Kind.COMMENT
    )
    text = text_field(_("What do you want to say?"))
    quote = LineField(
        label=_("Is it about some words of the text? Paste them here"),
        max_length=QUOTE_LIMIT,
        required=False,
        widget=forms.Textarea({"rows": 2, "data-limit": QUOTE_LIMIT}),
    )
    quote_before = forms.CharField(required=False, widget=forms.HiddenInput)
    quote_after = forms.CharField(required=False, widget=forms.HiddenInput)
    files = files_field(_("Attachments"))
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.all(),
        required=False,
        empty_label=_("Let the municipality choose"),
    )
    name = LineField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    visibility = forms.ChoiceField(
        label=_("Who can see it?"),
        choices=Input.Visibility.choices,
        widget=DescribedChoices(descriptions=WHO_SEES),
        initial=Input.Visibility.EVERYONE,
        help_text=WHO_READS,
    )
    shown_as = forms.ChoiceField(
        label=_("On whose behalf do you write?"),
        choices=Input.ShownAs.choices,
        widget=DescribedChoices(descriptions=WHAT_IS_SHOWN),
        initial=Input.ShownAs.NAME,
        help_text=WHO_IS_SHOWN,
    )

    def __init__(self, *args, place, speaks_for="", may_attach=False, seen_first=False, **kwargs):
        super().__init__(*args, auto_id="comment_%s", **kwargs)
        self.place = place
        self.speaks_for = speaks_for
        self.seen_first = seen_first
        if seen_first:
            self.fields["visibility"].widget.descriptions = WHO_SEES | WHO_SEES_LATER
        if not place.words:
            del self.fields["quote"]
        if not may_attach:
            del self.fields["files"]
        self.fields["theme"].widget.choices = remembered(f"themes-{get_language()}", self.themes)
        self.limit_names()

    def themes(self):
        return [(str(value), str(label)) for value, label in self.fields["theme"].choices]

    def limit_names(self):
        """The name is that of the account, and only who represents an organisation can speak for it."""
        if self.initial.get("name"):
            del self.fields["name"]
        descriptions = {
            Input.ShownAs.NAME: _("Your name alone."),
            Input.ShownAs.ORGANISATION: self.speaks_for,
            Input.ShownAs.ANONYMOUS: WHAT_IS_SHOWN[Input.ShownAs.ANONYMOUS],
        }
        self.fields["shown_as"].widget.descriptions = descriptions
        if not self.speaks_for:
            choices = [each for each in Input.ShownAs.choices if each[0] != Input.ShownAs.ORGANISATION]
            self.fields["shown_as"].choices = choices

    @property
    def marked(self):
        """The marked words with what the browser said stood around them; None without any."""
        data = self.cleaned_data
        if not data.get("quote"):
            return None
        return Quote(data["quote"], data["quote_before"][-AROUND_LIMIT:], data["quote_after"][:AROUND_LIMIT])

    def clean(self):
        cleaned = super().clean()
        if self.marked and not find_quote(self.marked, self.place.words):
            self.add_error(
                "quote", _("These words do not stand in the text. Copy them from it, or leave it out.")
            )
        return cleaned

    def organisation_given(self):
        """The organisation that goes with the comment: not when one speaks for oneself."""
        return "" if self.cleaned_data["shown_as"] == Input.ShownAs.NAME else self.speaks_for

    def said(self, *, language):
        """What is handed in, for `give_comment` and `hold_comment`."""
        data = self.cleaned_data
        return Said(
            text=data["text"],
            kind=data["kind"],
            theme=data["theme"],
            quote=self.marked,
            name=data.get("name") or self.initial.get("name", ""),
            organisation=self.organisation_given(),
            visibility=data["visibility"],
            shown_as=data["shown_as"],
            language=language,
        )


class GuestCommentForm(PacedForm, CommentForm):
    """A comment of somebody without an account, who confirms it by e-mail."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We send a link to it. Your comment is received when you follow that link."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    organisation = LineField(
        label=_("Organisation"),
        max_length=160,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )

    field_order = [
        "kind",
        "text",
        "quote",
        "theme",
        "name",
        "email",
        "organisation",
        "visibility",
        "shown_as",
    ]

    def limit_names(self):
        """A guest says who they are."""

    def clean(self):
        cleaned = super().clean()
        wanted = cleaned.get("shown_as") == Input.ShownAs.ORGANISATION
        if wanted and not cleaned.get("organisation"):
            self.add_error("shown_as", _("Write the name of your organisation, or choose another name."))
        return cleaned

    def organisation_given(self):
        return self.cleaned_data["organisation"]


class ChangeForm(FormWithOtherFiles):
    """Another text for a comment that is given; other files, too, while these may be changed."""

    text = text_field(_("Your comment"))
    files = files_field(_("More attachments"))
    field_order = ["text", "removed", "files"]
