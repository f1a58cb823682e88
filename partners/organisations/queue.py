"""The coordinator's queue of organisations: those that wait first, the longest waiting at the top."""

import django_filters
from django.db.models import Case, Count, IntegerField, Min, Q, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from partners.organisations.models import Organisation

PEOPLE = Count("memberships", filter=Q(memberships__state="active"))


def queue():
    waits = Case(
        When(status=Organisation.Status.PENDING, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return Organisation.objects.annotate(decided_last=waits, people=PEOPLE)


def in_queue_order(organisations):
    return organisations.order_by("decided_last", "created_at", "pk")


def waiting_facts():
    """How many wait for approval, and since when the first of them: {"count": 2, "oldest": …}."""
    return Organisation.objects.pending().aggregate(count=Count("pk"), oldest=Min("created_at"))


class OrganisationFilters(WagtailFilterSet):
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Organisation.Status.choices)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Organisation.Kind.choices)
    register_state = django_filters.ChoiceFilter(
        label=_("In the register"), choices=Organisation.RegisterState.choices
    )

    class Meta:
        model = Organisation
        fields = ["status", "kind", "register_state"]
