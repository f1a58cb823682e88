"""The coordinator's list of roles, and what it can be narrowed by."""

import django_filters
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from partners.roles.models import Area, Phase, Role

# Those who have handed in and neither been turned down nor withdrawn.
STANDING = ["submitted", "in_review", "needs_info", "accepted"]


def listed_roles():
    """With `proposals`: how many stand, handed in and neither declined nor withdrawn."""
    standing = Q(offers__version__current_of__status__in=STANDING)
    return Role.objects.for_list().annotate(proposals=Count("offers", filter=standing))


class RoleFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=Role.State.choices)
    priority = django_filters.ChoiceFilter(label=_("Priority"), choices=Role.Priority.choices)
    area = django_filters.ModelChoiceFilter(label=_("Area"), queryset=Area.objects.all())
    phase = django_filters.ModelChoiceFilter(
        label=_("Phase"), queryset=Phase.objects.all(), null_label=_("No phase")
    )

    class Meta:
        model = Role
        fields = ["state", "priority", "area", "phase"]
