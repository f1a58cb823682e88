"""How one wants to be told, on one form: how often by mail, when not, and how much of each place."""

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from partners.notices.models import Level, NoticeChoices
from portal.forms import DescribedChoices, PortalForm

NEVER = "never"
Rhythm = NoticeChoices.Rhythm
RHYTHMS = [
    (Rhythm.AT_ONCE, Rhythm.AT_ONCE.label),
    (Rhythm.DAILY, Rhythm.DAILY.label),
    (Rhythm.WEEKLY, Rhythm.WEEKLY.label),
    (NEVER, _("Never by e-mail")),
]
DESCRIBED = {
    Rhythm.AT_ONCE: _("A letter within a minute. What happens at the same time comes together."),
    Rhythm.DAILY: _(
        "One letter with all that is new and that you have not read here. None when there is nothing."
    ),
    Rhythm.WEEKLY: _("The same, on the days that you choose below."),
    NEVER: _("You find all of it here, under the bell."),
}
HOURS = [(hour, f"{hour:02}.00") for hour in range(24)]


class ChoicesForm(PortalForm):
    rhythm = forms.ChoiceField(
        label=_("How often do you want notices by e-mail?"),
        choices=RHYTHMS,
        widget=DescribedChoices(descriptions=DESCRIBED),
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Which weekdays?"),
        help_text=_("Counts only for “on certain weekdays”."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hour = forms.TypedChoiceField(
        label=_("What time of the day?"),
        help_text=_("For one letter a day or on certain weekdays."),
        choices=HOURS,
        coerce=int,
    )
    quiet_from = forms.TypedChoiceField(
        label=_("No e-mail from"),
        help_text=_("What comes in these hours waits until they are over."),
        choices=HOURS,
        coerce=int,
    )
    quiet_to = forms.TypedChoiceField(
        label=_("E-mail again from"),
        help_text=_("The same time in both means that there are no such hours."),
        choices=HOURS,
        coerce=int,
    )
    default_level = forms.ChoiceField(
        label=_("How much do you want to hear?"),
        choices=Level.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, mine, by_mail, places, **kwargs):
        """`mine` are the choices that stand, and `places` are (following, Place) of what is followed."""
        super().__init__(*args, **kwargs)
        self.fields["weekdays"].conditional = True
        self.fields["weekdays"].choices = [(str(day), capfirst(name)) for day, name in WEEKDAYS.items()]
        self.initial = {name: getattr(mine, name) for name in self.fields} | {"weekdays": list(mine.weekdays)}
        if not by_mail:
            self.initial["rhythm"] = NEVER
        if places:
            self.fields["default_level"].help_text = _("Counts where you have chosen nothing else below.")
        self.places = {}
        for following, place in places:
            name = f"place_{following.pk}"
            self.places[name] = following
            self.fields[name] = forms.ChoiceField(
                label=place.title,
                help_text=following.get_because_display() + ".",
                choices=Level.choices,
                initial=following.level,
            )

    @property
    def place_fields(self):
        return [self[name] for name in self.places]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("rhythm") == Rhythm.WEEKLY and not cleaned.get("weekdays"):
            self.add_error("weekdays", _("Choose at least one day."))
        return cleaned

    @property
    def chosen(self):
        """What `actions.choose` takes. Days are kept while another rhythm is chosen, and so is the rhythm."""
        data = self.cleaned_data
        names = ("hour", "quiet_from", "quiet_to", "default_level")
        wanted = {name: data[name] for name in names} | {"by_mail": data["rhythm"] != NEVER}
        if wanted["by_mail"]:
            wanted["rhythm"] = data["rhythm"]
        if data["weekdays"]:
            wanted["weekdays"] = "".join(sorted(data["weekdays"]))
        wanted["levels"] = {following.place: data[name] for name, following in self.places.items()}
        return wanted
