from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.threads.models import Moderation, Talk
from portal.text import LineField, TextField

REASON_LIMIT = Moderation._meta.get_field("reason").max_length
LONGEST = timedelta(days=366)


def reason_field(help_text):
    return LineField(label=gettext_lazy("Reason"), max_length=REASON_LIMIT, help_text=help_text)


class DecideForm(forms.Form):
    """What comes of reports, or of what a moderator found."""

    KEEP, HIDE, ASK = "keep", "hide", "ask"

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            (KEEP, gettext_lazy("It keeps to the rules and stays")),
            (ASK, gettext_lazy("Ask the author to change it; it stays until then")),
            (HIDE, gettext_lazy("Hide it")),
        ],
        widget=forms.RadioSelect,
    )
    reason = LineField(
        label=gettext_lazy("Reason"),
        max_length=REASON_LIMIT,
        required=False,
        help_text=gettext_lazy(
            "Needed when you hide it or ask for a change. The author gets it by e-mail. When it is hidden, "
            "everyone sees it: do not repeat what was wrong."
        ),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") in (self.HIDE, self.ASK) and not cleaned.get("reason"):
            self.add_error("reason", _("Give a reason."))
        return cleaned


class SeenForm(forms.Form):
    """What becomes of those that are ticked, of what waits to be seen."""

    APPROVE, DECLINE = "approve", "decline"

    things = forms.MultipleChoiceField(
        error_messages={
            "required": gettext_lazy("Tick at least one."),
            "invalid_choice": gettext_lazy("Some of them do not wait any more. The rest are still ticked."),
        }
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            (APPROVE, gettext_lazy("Show them")),
            (DECLINE, gettext_lazy("Do not show them")),
        ],
        widget=forms.RadioSelect,
    )
    reason = LineField(
        label=gettext_lazy("Reason"),
        max_length=REASON_LIMIT,
        required=False,
        help_text=gettext_lazy("Needed when you do not show them. Their authors get it by e-mail."),
    )

    def __init__(self, *args, waiting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["things"].choices = [(each.key, each.key) for each in waiting]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == self.DECLINE and not cleaned.get("reason"):
            self.add_error("reason", _("Give a reason."))
        return cleaned


class RedactForm(forms.Form):
    """Words of a thread, and files of an input: at least one of them."""

    words = TextField(
        label=gettext_lazy("Words to remove"),
        min_length=2,
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "As they stand in the text. They are removed from the whole thread: input, replies, earlier "
            "texts, quotes, answers, the log and letters. This cannot be undone."
        ),
    )
    reason = reason_field(
        gettext_lazy("Everyone reads it where the words stood: personal information, trade secret …")
    )
    files = forms.MultipleChoiceField(
        label=gettext_lazy("Attachments to remove"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They are deleted for good. That they were there, and why they went, stays."),
    )

    field_order = ["words", "files", "reason"]

    def __init__(self, *args, files=(), **kwargs):
        super().__init__(*args, **kwargs)
        keys = [str(each.pk) for each in files]
        self.fields["files"].choices = [
            (key, f"{each.name} ({each.told})") for key, each in zip(keys, files, strict=True)
        ]
        self.fields["files"].initial = keys
        if not files:
            del self.fields["files"]

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("words") and not cleaned.get("files") and "words" not in self.errors:
            self.add_error("words", _("Write the words to remove."))
        return cleaned


class ExcludeForm(forms.Form):
    until = forms.DateField(
        label=gettext_lazy("Until and with"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("It ends by itself after this day. At most a year."),
    )
    reason = reason_field(gettext_lazy("The person gets it by e-mail."))

    def clean_until(self):
        day = self.cleaned_data["until"]
        until = timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
        if until <= timezone.now():
            raise forms.ValidationError(_("Choose a day to come."))
        if until > timezone.now() + LONGEST:
            raise forms.ValidationError(_("At most a year."))
        return until


class TalkForm(forms.Form):
    closes_at = forms.DateTimeField(
        label=gettext_lazy("Closes"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy(
            "After this nobody replies or votes, and everyone sees the votes. Leave it empty to keep it open."
        ),
    )
    counts = forms.ChoiceField(
        label=gettext_lazy("Who sees the votes"), choices=Talk.Counts.choices, widget=forms.RadioSelect
    )
