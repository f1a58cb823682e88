import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.forms import PortalForm
from portal.text import LineField
from portal.uploads import ACCEPT, FileRefused, checked


class CheckedFileField(forms.FileField):
    """One file, an `Upload` when it is clean."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.FileInput({"accept": ACCEPT}), allow_empty_file=True, **kwargs)

    def clean(self, value, initial=None):
        try:
            return checked(super().clean(value, initial))
        except FileRefused as reason:
            raise ValidationError(str(reason)) from reason


class TagsField(LineField):
    """Words with commas between them, as a list."""

    def clean(self, value):
        return [tag for tag in super().clean(value).split(",") if tag.strip()]


class DescribeForm(PortalForm):
    title = LineField(label=_("Title"), max_length=160)
    tags = TagsField(
        label=_("Tags"),
        max_length=300,
        required=False,
        help_text=_("With commas between them, at most eight: budget, minutes."),
    )


class VersionForm(PortalForm):
    file = CheckedFileField(
        label=_("File"),
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, picture or text. At most 10 MB."),
    )
    why = LineField(label=_("What is new?"), max_length=300, required=False)


class NewDocumentForm(VersionForm, DescribeForm):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    field_order = ["file", "title", "tags"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["why"]
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Without one the file’s name is used.")
