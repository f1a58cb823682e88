"""The list of everybody with an account, and what subjects above add to each line of it."""

from dataclasses import dataclass
from datetime import timedelta

import django_filters
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from partners.people.activity import with_last_activity
from partners.people.models import User

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
PERIODS = [
    ("month", _("The last 30 days")),
    ("year", _("The last 12 months, not the last 30 days")),
    ("longer", _("More than 12 months ago")),
]


@dataclass(frozen=True)
class PersonColumn:
    """A column about an account: its words, what to fetch for all at once, and where a search looks."""

    name: str
    label: str
    words: object
    prefetch: object
    search: tuple = ()


columns = []


def person_column(column):
    """Register a column of the list and of its file."""
    columns.append(column)
    return column


def everybody():
    """Every account, with `last_active` and `has_second_factor`, and what the columns need."""
    second = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_FACTORS)
    users = with_last_activity(User.objects.annotate(has_second_factor=Exists(second)))
    return users.prefetch_related(*(column.prefetch for column in columns))


def search_fields():
    return ["name", "email", *(field for column in columns for field in column.search)]


class PeopleFilters(WagtailFilterSet):
    is_active = django_filters.ChoiceFilter(label=_("Open account"), method="by_yes_no", choices=YES_NO)
    has_second_factor = django_filters.ChoiceFilter(
        label=_("Second factor"), method="by_yes_no", choices=YES_NO
    )
    is_staff = django_filters.ChoiceFilter(
        label=_("Works for the municipality"), method="by_yes_no", choices=YES_NO
    )
    last_active = django_filters.ChoiceFilter(label=_("Last active"), method="by_period", choices=PERIODS)

    class Meta:
        model = User
        fields = ["is_active", "has_second_factor", "is_staff", "last_active"]

    def by_yes_no(self, queryset, name, value):
        return queryset.filter(**{name: value == "yes"})

    def by_period(self, queryset, name, value):
        now = timezone.now()
        month, year = now - timedelta(days=30), now - timedelta(days=365)
        if value == "month":
            return queryset.filter(last_active__gte=month)
        if value == "year":
            return queryset.filter(last_active__lt=month, last_active__gte=year)
        return queryset.filter(last_active__lt=year)
