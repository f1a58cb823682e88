"""What is written to begin a decision, to change one that is open, and to say what came of it."""

import uuid
from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partners.decisions.errors import IsCalled
from partners.decisions.kinds import MAY_BE_ANONYMOUS, MOST_OPTIONS, WAYS
from partners.decisions.models import DecisionOption, GroupDecision
from partners.decisions.rules import allowed_results
from portal.forms import DateInput, DateTimeInput, DescribedChoices, PortalForm, TimeInput
from portal.text import LineField, TextField

Kind, Electorate, Results = GroupDecision.Kind, GroupDecision.Electorate, GroupDecision.Results
FIRST_ROWS, MORE_ROWS, FEWEST_OPTIONS = 3, 2, 2
OPEN_DAYS, CLOSES_AT = 7, 16
REMINDERS = [
    (0, _("No reminder")),
    (1, _("One day before")),
    (2, _("Two days before")),
    (3, _("Three days before")),
    (7, _("One week before")),
]
RESULTS_MEAN = {
    Results.AT_ONCE: _("Everyone in the group follows the votes as they come."),
    Results.VOTED: _("Who has voted sees how the others have voted."),
    Results.CLOSED: _("Nobody sees how the votes fall before it is over, the leaders neither."),
}


def in_a_week():
    """When a decision closes unless somebody says otherwise, in Norway's time."""
    day = timezone.localtime() + timedelta(days=OPEN_DAYS)
    return day.replace(hour=CLOSES_AT, minute=0, second=0, microsecond=0)


class DecisionForm(PortalForm):
    """A decision of one kind. `options` are its choices as `create_decision` takes them, when it is valid."""

    title = LineField(label=_("What is to be decided?"), max_length=160)
    text = TextField(
        label=_("Background"),
        max_length=4000,
        required=False,
        help_text=_("What one should know before voting. Say what is proposed, and why."),
    )
    closes_at = forms.DateTimeField(label=_("Closes at"), widget=DateTimeInput, initial=in_a_week)
    reminder_days = forms.TypedChoiceField(
        label=_("Reminder to those who have not voted"), choices=REMINDERS, coerce=int, initial=2
    )
    electorate = forms.ChoiceField(
        label=_("Who may vote"),
        choices=Electorate.choices,
        initial=Electorate.ROLL,
        widget=forms.RadioSelect,
        help_text=_("Observers read, and do not vote."),
    )
    results = forms.ChoiceField(
        label=_("When are the results seen?"),
        choices=Results.choices,
        initial=Results.VOTED,
        widget=DescribedChoices(descriptions=RESULTS_MEAN),
        help_text=_("It can be made stricter while the decision is open, never looser."),
    )
    anonymous = forms.BooleanField(
        label=_("Anonymous"),
        required=False,
        help_text=_(
            "It is kept who has voted, and not what. Results are seen when it is closed, nobody can change a "
            "vote, and this cannot be undone when the decision is open. In a small group a result can still "
            "show what each has voted."
        ),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data=None, *, kind, rows=FIRST_ROWS, **kwargs):
        super().__init__(data, **kwargs)
        self.kind, self.way = kind, WAYS[kind]
        self.options = []
        if kind not in MAY_BE_ANONYMOUS:
            del self.fields["anonymous"]
        self.row_names = self._add_rows(self._rows(data, rows))
        if kind == Kind.SEVERAL:
            self._add_limits()

    def _rows(self, data, rows):
        asked = str((data or {}).get("rows", rows))
        asked = int(asked) if asked.isdecimal() and len(asked) < 3 else rows
        return max(FEWEST_OPTIONS, min(asked, MOST_OPTIONS))

    def _add_rows(self, rows):
        """The fields of the choices, as the names in each row."""
        if self.way.codes:
            return [self._add_prompt(code, standard) for code, standard in self.way.codes.items()]
        self.fields["rows"] = forms.IntegerField(widget=forms.HiddenInput, initial=rows, required=False)
        add = self._add_time if self.kind == Kind.TIMES else self._add_text
        return [add(number) for number in range(rows)]

    def _add_prompt(self, code, standard):
        self.fields[f"prompt_{code}"] = LineField(
            label=_("What is asked of who chooses “%(choice)s”?") % {"choice": DecisionOption.CODES[code]},
            max_length=200,
            required=code == "block",
            initial=standard,
        )
        return [f"prompt_{code}"]

    def _add_text(self, number):
        label = _("Choice %(n)s") % {"n": number + 1}
        self.fields[f"option_{number}"] = LineField(label=label, max_length=120, required=False)
        self.fields[f"option_{number}"].conditional = number < FEWEST_OPTIONS
        names = [f"option_{number}"]
        if self.kind == Kind.SINGLE:
            label = _("What is asked of who chooses it?")
            self.fields[f"prompt_{number}"] = LineField(label=label, max_length=200, required=False)
            names.append(f"prompt_{number}")
        return names

    def _add_time(self, number):
        start, end = _("Time %(n)s: from") % {"n": number + 1}, _("to")
        self.fields[f"start_{number}"] = forms.DateTimeField(
            label=start, required=False, widget=DateTimeInput
        )
        self.fields[f"end_{number}"] = forms.TimeField(label=end, required=False, widget=TimeInput)
        for name in (f"start_{number}", f"end_{number}"):
            self.fields[name].conditional = True
        return [f"start_{number}", f"end_{number}"]

    def _add_limits(self):
        self.fields["minimum"] = forms.IntegerField(
            label=_("Choose at least"), min_value=1, max_value=MOST_OPTIONS, initial=1
        )
        self.fields["maximum"] = forms.IntegerField(
            label=_("Choose at most"), min_value=1, max_value=MOST_OPTIONS, required=False
        )

    @classmethod
    def with_more(cls, data, *, kind):
        """The form as it was sent, unchecked, with room for more choices."""
        sent = {name: data.get(name) for name in data}
        rows = str(sent.get("rows", FIRST_ROWS))
        rows = int(rows) if rows.isdecimal() and len(rows) < 3 else FIRST_ROWS
        sent["rows"] = min(rows + MORE_ROWS, MOST_OPTIONS)
        return cls(kind=kind, rows=sent["rows"], initial=sent)

    @property
    def may_have_more(self):
        return self.way.has_own_choices and len(self.row_names) < MOST_OPTIONS

    @property
    def head(self):
        return [self[name] for name in ("title", "text")]

    @property
    def option_rows(self):
        return [[self[name] for name in names] for names in self.row_names]

    @property
    def limits(self):
        return [self[name] for name in ("minimum", "maximum") if name in self.fields]

    @property
    def settings(self):
        names = ("closes_at", "reminder_days", "electorate", "results", "anonymous")
        return [self[name] for name in names if name in self.fields]

    def clean_closes_at(self):
        return in_the_future(self.cleaned_data["closes_at"])

    def clean(self):
        data = super().clean()
        if data.get("anonymous"):
            data["results"] = Results.CLOSED
        self.options = self._prompts(data) if self.way.codes else self._options(data)
        if self.kind == Kind.SEVERAL and not self.errors:
            self._check_limits(data)
        return data

    def _prompts(self, data):
        return [{"code": code, "prompt": data.get(f"prompt_{code}", "")} for code in self.way.codes]

    def _options(self, data):
        read = self._time if self.kind == Kind.TIMES else self._text
        options = [option for number in range(len(self.row_names)) if (option := read(data, number))]
        said = [tuple(sorted((name, str(value)) for name, value in each.items())) for each in options]
        first = self.row_names[0][0]
        if len(options) < FEWEST_OPTIONS and not self.errors:
            self.add_error(first, _("Write at least two."))
        elif len(set(said)) < len(said):
            self.add_error(first, _("Two of them are the same."))
        return options

    def _text(self, data, number):
        text = data.get(f"option_{number}", "")
        if not text:
            return None
        return {"text": text} | ({"prompt": data.get(f"prompt_{number}", "")} if self._asks else {})

    @property
    def _asks(self):
        return self.kind == Kind.SINGLE

    def _time(self, data, number):
        start, end = data.get(f"start_{number}"), data.get(f"end_{number}")
        if not start and not end:
            return None
        if not start or not end:
            self.add_error(
                f"start_{number}" if end else f"end_{number}", _("Say both when it begins and ends.")
            )
            return None
        local = timezone.localtime(start)
        ends = timezone.make_aware(datetime.combine(local.date(), end))
        if start <= timezone.now():
            self.add_error(f"start_{number}", _("Choose a time that is still to come."))
            return None
        if ends <= start:
            self.add_error(f"end_{number}", _("It must end after it has begun."))
            return None
        return {"start": start, "end": ends}

    def _check_limits(self, data):
        most = data["maximum"] or len(self.options)
        if most > len(self.options):
            self.add_error("maximum", _("There are not so many choices."))
        elif data["minimum"] > most:
            self.add_error("minimum", _("At least cannot be more than at most."))

    @property
    def values(self):
        """What `create_decision` and `change_draft` take, beside the options."""
        names = ("title", "text", "closes_at", "reminder_days", "electorate", "results")
        data = self.cleaned_data
        values = {name: data[name] for name in names} | {"anonymous": data.get("anonymous", False)}
        if self.kind == Kind.SEVERAL:
            values |= {"minimum": data["minimum"], "maximum": data["maximum"]}
        return values


def in_the_future(moment):
    if moment <= timezone.now():
        raise ValidationError(_("Choose a time that is still to come."), code="past")
    return moment


def initial_of(decision):
    """A draft as its form shows it, and how many rows of choices that takes."""
    names = ("title", "text", "closes_at", "reminder_days", "electorate", "results", "anonymous")
    initial = {name: getattr(decision, name) for name in (*names, "minimum", "maximum", "client_id")}
    options = list(decision.options.all())
    for number, option in enumerate(options):
        initial |= {f"option_{number}": option.text, f"prompt_{number}": option.prompt}
        if option.code:
            initial[f"prompt_{option.code}"] = option.asks
        if option.start:
            end = timezone.localtime(option.end).time()
            initial |= {f"start_{number}": option.start, f"end_{number}": end}
    return initial, max(len(options), FIRST_ROWS)


class ChangeOpenForm(PortalForm):
    """What can still be changed when the group has been asked."""

    closes_at = forms.DateTimeField(label=_("Closes at"), widget=DateTimeInput)
    results = forms.ChoiceField(
        label=_("When are the results seen?"),
        widget=DescribedChoices(descriptions=RESULTS_MEAN),
        help_text=_("It can be made stricter while the decision is open, never looser."),
    )

    def __init__(self, *args, decision, **kwargs):
        initial = {"closes_at": decision.closes_at, "results": decision.results}
        super().__init__(*args, initial=initial, **kwargs)
        allowed = allowed_results(decision)
        self.fields["results"].choices = [(value, Results(value).label) for value in allowed]

    def clean_closes_at(self):
        return in_the_future(self.cleaned_data["closes_at"])


class OutcomeForm(PortalForm):
    """What came of it, who sees to it, and when the group looks at it again.

    `seen` stands for what it said when the form was opened.
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    chosen_option = forms.ChoiceField(
        label=_("The time that was found"),
        required=False,
        help_text=_("Leaders and members get it for their calendars by mail, also when it is moved."),
    )
    text = TextField(label=_("Outcome"), max_length=4000, help_text=_("What was decided, in plain words."))
    owner = forms.ChoiceField(label=_("Who sees to it"), required=False)
    review_on = forms.DateField(
        label=_("Look at it again"),
        required=False,
        widget=DateInput,
        help_text=_("On this day it comes back: on the group’s page, and by mail to who sees to it."),
    )

    def __init__(self, *args, decision, members, results=None, is_called=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].disabled = decision.is_of_meeting
        self.members = {str(member.user_id): member.user for member in members}
        named = [(str(member.user_id), member.shown_name) for member in members]
        self.fields["owner"].choices = [("", _("Nobody in particular")), *named]
        if decision.kind != Kind.TIMES:
            del self.fields["chosen_option"]
            return
        self.times = {str(option.pk): option for option in decision.options.all()}
        votes = {str(row.pk): row.cells[0] for row in results.rows} if results else {}
        self.fields["chosen_option"].choices = [
            ("", _("None of them")),
            *((pk, _with_votes(option, votes.get(pk, 0))) for pk, option in self.times.items()),
        ]
        if is_called:
            self.fields["chosen_option"].disabled = True
            self.fields["chosen_option"].help_text = IsCalled.message

    def clean_owner(self):
        return self.members.get(self.cleaned_data["owner"])

    def clean_chosen_option(self):
        return self.times.get(self.cleaned_data["chosen_option"])

    def clean_review_on(self):
        day = self.cleaned_data["review_on"]
        if day and "review_on" in self.changed_data and day < timezone.localdate():
            raise ValidationError(_("Choose a day that is still to come."), code="past")
        return day


def _with_votes(option, number):
    words = ngettext("%(n)s can", "%(n)s can", number) % {"n": number}
    return f"{option} ({words})"


class ReviewForm(PortalForm):
    """The group has looked at the outcome; a day sets when it does so again."""

    again_on = forms.DateField(label=_("Look at it again"), required=False, widget=DateInput)

    def clean_again_on(self):
        day = self.cleaned_data["again_on"]
        if day and day <= timezone.localdate():
            raise ValidationError(_("Choose a day that is still to come."), code="past")
        return day
