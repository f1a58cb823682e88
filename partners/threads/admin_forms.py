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


class RedactForm(forms.Form):
    words = TextField(
        label=gettext_lazy("Words to remove"),
        min_length=2,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "As they stand in the text. They are removed from the whole thread: input, replies, earlier "
            "texts, quotes, answers, the log and letters. This cannot be undone."
        ),
    )
    reason = reason_field(
        gettext_lazy("Everyone reads it where the words stood: personal information, trade secret …")
    )


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
