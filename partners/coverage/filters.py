"""What the matrix can be narrowed by, and how it is sorted. Each choice stands in the address."""

from datetime import UTC, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.coverage.coverage import State
from partners.inputs.filters import FilterBoundField
from partners.organisations.models import Organisation
from partners.roles.models import Role
from portal.forms import PortalForm

NEVER = datetime.max.replace(tzinfo=UTC)
ORDER = list(State)
SORTS = [
    ("", _("The programme's order")),
    ("title", _("Title")),
    ("need", _("Least covered first")),
    ("deadline", _("Deadline")),
]
KINDS = [("", _("All kinds")), *Organisation.Kind.choices, ("volunteers", _("Volunteers"))]


class CoverageFilterForm(PortalForm):
    """A GET form over roles that are read already. What does not make sense narrows nothing."""

    bound_field_class = FilterBoundField
    folded = ("phase", "priority", "kind")

    state = forms.ChoiceField(
        choices=[("", _("All")), *State.choices], required=False, widget=forms.HiddenInput
    )
    area = forms.ChoiceField(label=_("Area"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    priority = forms.ChoiceField(
        label=_("Priority"), choices=[("", _("Must and should")), *Role.Priority.choices], required=False
    )
    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=KINDS, required=False)
    sort = forms.ChoiceField(label=_("Sort by"), choices=SORTS, required=False)

    def __init__(self, *args, roles, coverages, names=True, **kwargs):
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.roles, self.coverages = roles, coverages
        self.fields["area"].choices = [("", _("All areas")), *_words_of(role.area for role in roles)]
        self.fields["phase"].choices = [("", _("All phases")), *_words_of(role.phase for role in roles)]
        if not names:
            del self.fields["kind"]
        # Each field is good or bad by itself.
        self.full_clean()

    @property
    def unfolded(self):
        return any(self.chosen.get(name) for name in self.folded)

    @property
    def chosen(self):
        """What is chosen and makes sense, by name."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrowed(self):
        """The roles as chosen, sorted."""
        roles = [role for role in self.roles if self._fits(role)]
        return sorted(roles, key=self._key()) if self.chosen.get("sort") else roles

    def _fits(self, role):
        facts = {
            "state": self.coverages[role.pk].state,
            "area": str(role.area_id),
            "phase": str(role.phase_id),
            "priority": role.priority,
        }
        return all(facts[name] == value for name, value in self.chosen.items() if name in facts)

    def _key(self):
        keys = {
            "title": lambda role: str(role).casefold(),
            "need": lambda role: (self._rank(role), self.coverages[role.pk].percent),
            "deadline": lambda role: role.deadline or NEVER,
        }
        return keys[self.chosen["sort"]]

    def _rank(self, role):
        return ORDER.index(self.coverages[role.pk].state)


def _words_of(found):
    """The areas or phases in use, each once and in their order."""
    words = {word.pk: word for word in found if word}
    in_order = sorted(words.values(), key=lambda word: (word.order, word.name))
    return [(str(word.pk), str(word)) for word in in_order]
