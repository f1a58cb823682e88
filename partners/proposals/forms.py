"""The pages of a draft as forms. Nothing is required: a draft is complete when the checklist says so."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.proposals.draft_form import (
    AmountField,
    DescribedBoxes,
    DraftForm,
    readers_field,
    secret_field,
)
from partners.proposals.models import Offer, Passage, Resource, Version
from partners.proposals.parts import Part
from partners.roles.models import Role
from partners.roles.units import amount_in_words
from portal.forms import DateInput, ManyFilesField, PortalForm
from portal.text import LineField
from portal.uploads import ACCEPTED

Key = Passage.Key
DEVELOPER, PARTICIPANT = "developer", "participant"
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
