"""The pages of a draft as forms. Nothing is required: a draft is complete when the checklist says so."""

from datetime import date
from decimal import Decimal

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.proposals.models import Offer, Passage, Resource, Version, Visibility
from partners.proposals.parts import Part
from partners.roles.models import Role
from partners.roles.units import amount_in_words
from portal.forms import DateInput, DescribedChoices, ManyFilesField, PortalBoundField, PortalForm
from portal.text import LineField, TextField
from portal.uploads import ACCEPTED

Key = Passage.Key
DEVELOPER, PARTICIPANT = "developer", "participant"
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
PARTS_IN = [
    (DEVELOPER, gettext_lazy("Development partner")),
    (PARTICIPANT, gettext_lazy("Participant in the final concept")),
]
PARTS_IN_TOLD = {
    DEVELOPER: gettext_lazy(
        "You help to shape the concept before it opens: meetings, advice, trying things out."
    ),
    PARTICIPANT: gettext_lazy("You run something in the centre, or contribute to it, when it is open."),
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


class BeginForm(PortalForm):
    """On whose behalf a proposal is written."""

    organisation = forms.ChoiceField(label=gettext_lazy("Whom do you represent?"), widget=forms.RadioSelect)

    def __init__(self, *args, standing, **kwargs):
        super().__init__(*args, **kwargs)
        self.choices = {str(each.organisation_id): each.organisation for each in standing.choices}
        names = [(key, organisation.name) for key, organisation in self.choices.items()]
        self.fields["organisation"].choices = [*names, ("0", _("Myself, as a volunteer"))]
        self.initial["organisation"] = (
            str(standing.membership.organisation_id) if standing.membership else "0"
        )

    def clean_organisation(self):
        return self.choices.get(self.cleaned_data["organisation"])


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


class RolesForm(DraftForm):
    """Which roles, how one wants to take part, and an idea of one's own."""

    def build(self, version):
        chosen = [offer.role for offer in version.offers.all()]
        known = {role.pk: role for role in [*Role.objects.taking_proposals().in_order(), *chosen]}
        ways = {DEVELOPER: version.as_developer, PARTICIPANT: version.as_participant}
        standing = {
            "roles": [str(role.pk) for role in chosen],
            "takes_part": [way for way, is_so in ways.items() if is_so],
            "idea": version.idea,
        }
        roles = forms.MultipleChoiceField(
            label=_("Roles that are needed"),
            help_text=_("Choose one or several."),
            choices=[(str(pk), str(role)) for pk, role in known.items()],
            widget=DescribedBoxes(descriptions={str(pk): needed(role) for pk, role in known.items()}),
            required=False,
            error_messages={"invalid_choice": _("One of the roles takes no proposals any more.")},
        )
        takes_part = forms.MultipleChoiceField(
            label=_("How would you like to take part?"),
            help_text=_("Choose one or both."),
            choices=PARTS_IN,
            widget=DescribedBoxes(descriptions=PARTS_IN_TOLD),
            required=False,
        )
        idea = LineField(
            label=_("Or an idea for a role that nobody has asked for"),
            max_length=Version._meta.get_field("idea").max_length,
            help_text=_("For example: a repair bus that visits schools. Only the municipality sees it."),
            required=False,
        )
        self.add_facts("choice", _("Roles and part"), standing, roles=roles, takes_part=takes_part, idea=idea)


def needed(role):
    """What a role needs, on one line."""
    amount = amount_in_words(role.amount, role.unit)
    return " · ".join(part for part in (amount, role.told("need")) if part)


class OfferForm(DraftForm):
    """How much of each role, what it is, and when."""

    def build(self, version):
        for offer in version.offers.all():
            self.add_offer(offer)
        self.add_passage(Key.SUMMARY, rows=3)
        self.add_passage(Key.OFFER)
        for key in (Key.PREMISES, Key.STAFF, Key.EQUIPMENT):
            self.add_passage(key, rows=3)
        standing = {"starts": version.starts, "ends": version.ends}
        self.add_facts(
            "period",
            _("Period"),
            standing,
            starts=forms.DateField(label=_("From"), required=False, widget=DateInput),
            ends=forms.DateField(label=_("Until"), required=False, widget=DateInput),
        )

    def add_offer(self, offer):
        role, name = offer.role, f"role_{offer.role_id}"
        amount = AmountField(
            label=_("How much can you offer?"),
            help_text=_("In %(unit)s. Needed: %(needed)s.")
            % {"unit": role.get_unit_display(), "needed": needed(role)},
        )
        amount.unit = role.get_unit_display()
        self.add_facts(
            name,
            str(role),
            {name: offer.amount, f"{name}_part": offer.part, f"{name}_readers": offer.visibility},
            kind="offer",
            row=offer,
            **{
                name: amount,
                f"{name}_part": forms.TypedChoiceField(
                    label=_("Your part"),
                    choices=Offer.Part.choices,
                    required=False,
                    empty_value=offer.part,
                    widget=forms.RadioSelect,
                ),
                f"{name}_readers": readers_field(role, offer.visibility),
            },
        )

    @property
    def offers(self):
        return self.drawn_of("offer")

    @property
    def more(self):
        """What can be told beside the two texts that everybody writes."""
        return [self.drawn[key] for key in (Key.PREMISES, Key.STAFF, Key.EQUIPMENT)]

    @property
    def has_more(self):
        return any(part.is_filled for part in self.more)

    def clean(self):
        data = super().clean()
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The last day cannot be before the first."))
        return data


class NeedsForm(DraftForm):
    """What one needs from the municipality and from others, and has to spare for them."""

    def build(self, version):
        for key in (Key.NEEDS_MUNICIPALITY, Key.NEEDS_OTHERS, Key.SUCCESS):
            self.add_passage(key, rows=4)
        there = {(each.direction, each.kind): each.text for each in version.resources.all()}
        for direction in Resource.Direction.values:
            for kind, label in Resource.Kind.choices:
                name = f"resource_{direction}_{kind}"
                line = LineField(
                    label=label, max_length=Resource._meta.get_field("text").max_length, required=False
                )
                text = there.get((direction, kind), "")
                row = Resource(direction=direction, kind=kind, text=text)
                self.add_facts(name, str(label), {name: text}, kind="resource", row=row, **{name: line})

    def resources(self, direction):
        return [part for part in self.drawn_of("resource") if part.row.direction == direction]

    @property
    def has_resources(self):
        return any(part.main.value() or part.conflict for part in [*self.needs, *self.spares])

    @property
    def needs(self):
        return self.resources(Resource.Direction.NEEDS)

    @property
    def spares(self):
        return self.resources(Resource.Direction.OFFERS)


class ReferencesForm(DraftForm):
    def build(self, version):
        self.add_passage(Key.REFERENCES, rows=6)


class FilesForm(DraftForm):
    """The files that are there, with their readers, and new ones."""

    def build(self, version):
        for attachment in version.attachments.all():
            name = f"file_{attachment.pk}"
            readers, secret = f"{name}_readers", f"{name}_secret"
            standing = {readers: attachment.visibility, secret: attachment.is_secret}
            fields = {readers: readers_field(attachment.name), secret: secret_field()}
            part = Part(
                name,
                attachment.name,
                standing,
                kind="file",
                visibility=readers,
                secret=secret,
                by=version.changed_by,
                at=version.changed_at,
                row=attachment,
            )
            self.add(part, **fields)
        self.fields["chosen"] = ManyFilesField(
            label=_("Choose one or several files"),
            required=False,
            help_text=_("%(kinds)s. At most 10 MB each.") % {"kinds": ACCEPTED},
        )
        self.fields["new_readers"] = readers_field(_("New files"))
        self.fields["new_secret"] = secret_field()

    @property
    def attachments(self):
        return self.drawn_of("file")
