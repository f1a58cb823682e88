import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.discussions.attaching import MOST_FILES
from partners.discussions.models import QUOTE_LIMIT, TEXT_LIMIT, Discussion, Reaction
from partners.groups.forms import InviteForm
from partners.threads.forms import read_key
from portal.forms import CheckedFilesField, FormWithFiles, FormWithOtherFiles, LongSelect, PortalForm
from portal.text import LineField, TextField

HELP = _("Write @ and a whole name to mention somebody who reads the thread.")


def files_field(label):
    return CheckedFilesField(
        label=label,
        most=MOST_FILES,
        required=False,
        help_text=_(
            "At most {most} files of 10 MB each: {kinds}. Whoever reads the thread can download them."
        ),
    )


class WordsForm(FormWithFiles):
    """The words of a post with its files, and who was chosen to be mentioned in them."""

    text = TextField(
        label=_("Your post"),
        max_length=TEXT_LIMIT,
        help_text=HELP,
        widget=forms.Textarea({"rows": 4, "data-mentions": ""}),
    )
    files = files_field(_("Attachments"))

    @property
    def chosen(self):
        """The primary keys of those who were chosen by name."""
        return [key for key in map(read_key, self.data.getlist("mention")) if key]


class ChangePostForm(FormWithOtherFiles, WordsForm):
    """Other words for a post that stands; other files, too, while these may be changed."""

    files = files_field(_("More attachments"))
    field_order = ["text", "removed", "files"]


class PostForm(WordsForm):
    """A post. `quoted` is another post's primary key; without it nothing is quoted."""

    quoted = forms.CharField(required=False, widget=forms.HiddenInput)
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    quote = TextField(
        label=_("You quote"),
        max_length=QUOTE_LIMIT,
        required=False,
        help_text=_("You can take words away at both ends. What is left must stand as it was written."),
        widget=forms.Textarea({"rows": 2}),
    )
    field_order = ["quoted", "client_id", "quote", "text", "files"]

    @property
    def quotes(self):
        """Whether there is anything that is quoted, so that the field is to be seen."""
        return bool(self["quoted"].value())

    def quoted_key(self):
        return read_key(self.cleaned_data.get("quoted"))


class NewDiscussionForm(WordsForm):
    title = LineField(label=_("What is it about?"), max_length=120)
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    field_order = ["client_id", "title", "text", "files"]


class DraftForm(forms.Form):
    """`seen` is the sequence of the draft that what is sent was written on."""

    text = TextField(max_length=TEXT_LIMIT, required=False)
    seen = forms.IntegerField(min_value=0, max_value=2**62)


class ReactionForm(forms.Form):
    kind = forms.ChoiceField(choices=Reaction.Kind.choices)
    on = forms.ChoiceField(choices=[("1", ""), ("0", "")])


class CloseForm(PortalForm):
    conclusion = TextField(
        label=_("Conclusion"),
        max_length=Discussion._meta.get_field("conclusion").max_length,
        required=False,
        help_text=_("What you came to, for those who read the thread later."),
        widget=forms.Textarea({"rows": 4}),
    )


class ChoiceForm(PortalForm):
    """One of the things that `choices` names: (primary key, thing, words)."""

    chosen = forms.ChoiceField(widget=LongSelect)

    def __init__(self, *args, label, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.things = {str(pk): thing for pk, thing, _words in choices}
        self.fields["chosen"].label = label
        named = [(str(pk), words) for pk, _thing, words in choices]
        self.fields["chosen"].choices = [("", _("Choose …")), *named]

    def clean_chosen(self):
        return self.things[self.cleaned_data["chosen"]]


class GuestForm(InviteForm):
    """A partner who is here, or the address of somebody."""

    place = None
