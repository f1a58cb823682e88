"""A page of a draft as a form of parts: each knows what was shown, and who may read it."""

from datetime import date
from decimal import Decimal

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.proposals.models import Offer, Passage, Visibility
from partners.proposals.parts import Part
from portal.forms import DescribedChoices, PortalBoundField, PortalForm
from portal.text import TextField

Key = Passage.Key
HELP = {
    Key.SUMMARY: gettext_lazy("Two or three sentences. What would you do in the centre?"),
    Key.OFFER: gettext_lazy("What do you bring, and how would it work from day to day?"),
    Key.PREMISES: gettext_lazy("Rooms you have, or rooms you need in the centre: how large, what kind."),
    Key.STAFF: gettext_lazy("Who takes part, with which skills and how much time. Do not name persons."),
    Key.EQUIPMENT: gettext_lazy("Tools, machines, vehicles and goods."),
    Key.NEEDS_MUNICIPALITY: gettext_lazy(
        "Rent, permits, facilities, support: what makes it possible for you."
    ),
    Key.NEEDS_OTHERS: gettext_lazy("What you hope that other partners can help with."),
    Key.SUCCESS: gettext_lazy("What is decisive for this to work, for you and for the centre?"),
    Key.REFERENCES: gettext_lazy("Things you have done that are like this, and whom we may ask."),
}


class Drawn:
    """A part of a form as templates draw it."""

    def __init__(self, form, part):
        self.key, self.label, self.row = part.key, part.label, part.row
        self.fields = [form[name] for name in part.names]
        self.seen = form[seen_name(part)]
        self.main = self.fields[0]
        self.readers = form[part.visibility] if part.visibility else None
        self.secret = form[part.secret] if part.secret else None
        self.conflict = form.conflicts.get(part.key)
        self.is_filled = bool(part.text and (self.main.value() or self.conflict or self.main.errors))


class QuietBoundField(PortalBoundField):
    """Nothing here is required, so no field says that it is optional."""

    marked_optional = False


class DescribedBoxes(DescribedChoices, forms.CheckboxSelectMultiple):
    """Boxes to tick, each with a line on what it means."""


class AmountField(forms.DecimalField):
    """An amount in a role's unit, with comma or point; one decimal at most."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": gettext_lazy("Write a number, for example 2 or 1,5."),
        "min_value": gettext_lazy("The amount must be more than nothing."),
        "max_decimal_places": gettext_lazy("Write at most one decimal."),
        "max_digits": gettext_lazy("The number is too large."),
        "max_whole_digits": gettext_lazy("The number is too large."),
    }

    def __init__(self, **options):
        amount = Offer._meta.get_field("amount")
        super().__init__(
            max_digits=amount.max_digits,
            decimal_places=amount.decimal_places,
            min_value=Decimal("0.1"),
            required=False,
            widget=forms.TextInput({"inputmode": "decimal", "size": 8, "autocomplete": "off"}),
            **options,
        )

    def to_python(self, value):
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value):
        """As people write it here: 1,5 and not 1.50."""
        return number_format(value.normalize(), use_l10n=True) if isinstance(value, Decimal) else value


class DraftForm(PortalForm):
    """A page of the draft: fields in parts, each with a hidden token of what was shown."""

    bound_field_class = QuietBoundField

    def __init__(self, data=None, files=None, *, version):
        super().__init__(data, files)
        self.version = version
        self.parts = {}
        self.conflicts = {}
        self.build(version)

    def build(self, version):
        """Make the parts of the page."""
        raise NotImplementedError

    def add(self, part, **fields):
        """A part with its fields by name."""
        self.parts[part.key] = part
        self.fields |= fields
        self.initial |= part.initial
        self.fields[seen_name(part)] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial[seen_name(part)] = part.token

    def add_passage(self, key, *, rows=5):
        passage = next((each for each in self.version.passages.all() if each.key == key), None)
        label = str(Key(key).label)
        readers, secret = f"{key}_readers", f"{key}_secret"
        standing = {key: "", readers: Visibility.MUNICIPALITY.value, secret: False}
        if passage:
            standing = {key: passage.text, readers: passage.visibility, secret: passage.is_secret}
        by, at = (passage.changed_by, passage.changed_at) if passage else (None, None)
        part = Part(
            key,
            label,
            standing,
            kind="passage",
            text=key,
            visibility=readers,
            secret=secret,
            by=by,
            at=at,
            row=passage,
        )
        self.add(
            part,
            **{
                key: TextField(
                    label=label,
                    max_length=Passage.MAX_LENGTH,
                    required=False,
                    help_text=HELP[key],
                    widget=forms.Textarea({"rows": rows}),
                ),
                readers: readers_field(label),
                secret: secret_field(),
            },
        )

    def add_facts(self, key, label, standing, *, kind="facts", row=None, **fields):
        """A part of the version itself, or of its offers and resources."""
        version = self.version
        part = Part(key, label, standing, kind=kind, by=version.changed_by, at=version.changed_at, row=row)
        self.add(part, **fields)

    def of_kind(self, kind):
        return [part for part in self.parts.values() if part.kind == kind]

    @property
    def drawn(self):
        """The parts as templates draw them, by key."""
        return {key: Drawn(self, part) for key, part in self.parts.items()}

    def drawn_of(self, kind):
        return [Drawn(self, part) for part in self.of_kind(kind)]

    def values_of(self, part):
        """What the writer wants the part to say, or None when a field of it has an error."""
        if any(name in self.errors for name in part.names):
            return None
        return part.settled({name: self.cleaned_data.get(name) for name in part.names})

    def was_sent(self, part):
        return seen_name(part) in self.data

    def put(self, name, value):
        """Show `value` in a field whatever was sent."""
        value = self.shown(name, value)
        if isinstance(value, bool):
            value = ["on"] if value else []
        self.data = self.data.copy()
        self.data.setlist(name, value if isinstance(value, list) else [value])

    def shown(self, name, value):
        """A value as its field shows it: a truth, a list of choices, or a text."""
        if isinstance(value, bool):
            return value
        if isinstance(value, list):
            return [str(each) for each in value]
        value = self.fields[name].prepare_value(value)
        return value.isoformat() if isinstance(value, date) else str(value or "")

    def show(self, part):
        """Show what stands in the draft."""
        for name, value in part.initial.items():
            self.put(name, value)
        self.put(seen_name(part), part.token)

    def told(self, part, values):
        """What a part says, in lines that people can compare."""
        lines = [self._told(name, values[name]) for name in part.names]
        return "\n".join(line for line in lines if line)

    def _told(self, name, value):
        field = self.fields[name]
        if isinstance(value, bool):
            return str(field.label) if value else ""
        chosen = value if isinstance(value, list) else [value]
        if choices := getattr(field, "choices", None):
            names = {str(key): str(name) for key, name in choices}
            words = ", ".join(names.get(each, each) for each in chosen)
            return _("Seen by: %(readers)s") % {"readers": words} if name.endswith("_readers") else words
        if isinstance(field, AmountField) and value:
            return f"{field.prepare_value(Decimal(value))} {getattr(field, 'unit', '')}".strip()
        return value


def seen_name(part):
    return f"{part.key}_seen"


def readers_field(label, default=Visibility.MUNICIPALITY):
    return forms.TypedChoiceField(
        label=_("Who can see «%(field)s»?") % {"field": label},
        choices=Visibility.choices,
        required=False,
        empty_value=str(default),
    )


def secret_field():
    return forms.BooleanField(
        label=_("Trade secret"),
        required=False,
        widget=forms.CheckboxInput,
        help_text=_("For the municipality to assess. Nobody else sees it."),
    )
