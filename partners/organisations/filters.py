"""What the directory can be narrowed by. Each choice stands in the address, so a list can be shared."""

from django import forms
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from home.frame import remembered
from partners.organisations.forms import SearchBoundField
from partners.organisations.models import NORWEGIAN_LAST, Organisation
from partners.organisations.register import number_in
from portal.forms import LongSelect, PortalForm
from portal.text import LineField

_LAST = str.maketrans(*NORWEGIAN_LAST)


class OpenChoice(forms.ChoiceField):
    """A choice among what is used now. An address may hold one that was used before: it finds nothing."""

    widget = LongSelect

    def valid_value(self, value):
        return True


class DirectoryForm(PortalForm):
    """A GET form over `organisations`. What does not make sense narrows nothing."""

    bound_field_class = SearchBoundField
    folded = ("kind", "place", "tells")

    q = LineField(
        label=_("Search"), max_length=200, required=False, widget=forms.TextInput({"type": "search"})
    )
    tag = OpenChoice(label=_("Works with"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All kinds")), *Organisation.Kind.choices], required=False
    )
    place = OpenChoice(label=_("Place"), required=False)
    tells = forms.ChoiceField(
        label=_("Tells"),
        choices=[
            ("", _("Whatever they tell")),
            ("offers", _("What they can offer")),
            ("needs", _("What they need")),
        ],
        required=False,
    )

    def __init__(self, *args, to_partners, **kwargs):
        super().__init__(*args, **kwargs)
        self.to_partners = to_partners
        # Read when they are drawn: a list that htmx fetches draws none.
        self.fields["tag"].choices = lambda: self.tags
        self.fields["place"].choices = lambda: self.places

    @property
    def tags(self):
        return [("", _("Everything")), *((tag, capfirst(tag)) for tag in self.used["tags"])]

    @property
    def places(self):
        return [("", _("All places")), *((place, place) for place in self.used["places"])]

    @cached_property
    def used(self):
        """The choices, a few seconds old at most: reading every organisation costs more than the list."""
        return remembered(f"directory-{self.to_partners}", lambda: used_by(self.listed))

    @cached_property
    def listed(self):
        return Organisation.objects.listed(to_partners=self.to_partners)

    @property
    def unfolded(self):
        return any(self.data.get(name) for name in self.folded)

    @property
    def is_narrowing(self):
        return any(self.data.get(name) for name in self.fields)

    def found(self):
        """Those that the reader may know of, as chosen."""
        organisations = self.listed
        chosen = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        if tag := chosen.get("tag"):
            organisations = organisations.filter(tags__contains=[tag])
        if kind := chosen.get("kind"):
            organisations = organisations.filter(kind=kind)
        if place := chosen.get("place"):
            organisations = organisations.filter(place=place)
        if tells := chosen.get("tells"):
            organisations = organisations.exclude(**{tells: ""})
        words = chosen.get("q") or ""
        if number := number_in(words):
            return organisations.filter(number=number)
        return organisations.matching(words)


def used_by(organisations):
    """Their tags and places in alphabetical order. Two queries."""
    return {
        "tags": sorted(organisations.tags_used(), key=alphabetical),
        "places": sorted(organisations.places_used(), key=alphabetical),
    }


def alphabetical(word):
    """The order of Norwegian words: æ, ø and å come last."""
    return word.lower().translate(_LAST)
