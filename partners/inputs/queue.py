"""The coordinator's queue: every input, those that wait for an answer first, the oldest at the top."""

from datetime import timedelta
from urllib.parse import urlencode

import django_filters
from django.contrib.auth.models import Permission
from django.db.models import Case, Count, Exists, IntegerField, Min, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Page

from partners.inputs.drafts import DraftedInput, with_drafts
from partners.inputs.models import Input, Question, Theme
from partners.people.models import User
from partners.searching import prefix_query

UNANSWERED = [Input.Status.NEW, Input.Status.CONSIDERING]


def queue():
    waits = Case(When(status__in=UNANSWERED, then=Value(0)), default=Value(1), output_field=IntegerField())
    related = ("theme", "page", "giver", "assignee", "written_to")
    return with_drafts(Input.objects.select_related(*related).annotate(answered_last=waits).defer("search"))


def in_queue_order(inputs):
    return inputs.order_by("answered_last", "created_at", "pk")


def found_by(inputs, words):
    """Full-text search, and search by who gave it."""
    found = Q()
    if query := prefix_query(words):
        found = Q(search=query)
    for field in ("giver_name", "giver_organisation", "giver__email"):
        found |= Q(**{f"{field}__icontains": words})
    return inputs.filter(found)


def answerers():
    """Those who may answer input, by name."""
    may = Permission.objects.filter(content_type__app_label="partners", codename="answer_input")
    has_it = Q(user_permissions__in=may) | Q(groups__permissions__in=may) | Q(is_superuser=True)
    return User.objects.filter(has_it, is_active=True).distinct().order_by("name", "email")


def unanswered_facts():
    """How many wait for an answer, when the oldest of them came, and how many drafts ask for approval.

    {"count": 3, "oldest": …, "asked": 1}. Two queries.
    """
    facts = Input.objects.unanswered().aggregate(count=Count("pk"), oldest=Min("created_at"))
    asked = DraftedInput.objects.filter(is_open=True, draft__asked_at__isnull=False)
    return facts | {"asked": asked.values("draft").distinct().count()}


def pages_said_about():
    """The pages that ask something, or that something is said about."""
    asks = Exists(Question.objects.filter(page=OuterRef("pk")))
    heard = Exists(Input.objects.filter(page=OuterRef("pk")))
    return Page.objects.filter(asks | heard).order_by("-pk")


class InputFilters(WagtailFilterSet):
    answered = django_filters.ChoiceFilter(
        label=_("Answer"),
        method="by_answer",
        choices=[("no", _("Without an answer")), ("yes", _("With an answer"))],
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Input.Kind.choices)
    draft = django_filters.ChoiceFilter(
        label=_("Draft answer"),
        method="by_draft",
        choices=[("yes", _("With a draft")), ("asked", _("Waits for approval"))],
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Input.Status.choices)
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"), queryset=Theme.objects.all(), null_label=_("No theme")
    )
    page = django_filters.ModelChoiceFilter(
        label=_("Said about"),
        queryset=lambda request: pages_said_about(),
    )
    visibility = django_filters.ChoiceFilter(label=_("Who can see it"), choices=Input.Visibility.choices)

    assignee = django_filters.ModelChoiceFilter(
        label=_("Handled by"), queryset=lambda request: answerers(), null_label=_("Nobody yet")
    )

    waiting = django_filters.ChoiceFilter(
        label=_("Waits for an answer"),
        method="by_waiting",
        choices=[
            ("7", _("More than 7 days")),
            ("14", _("More than 14 days")),
            ("30", _("More than 30 days")),
        ],
    )

    class Meta:
        model = Input
        fields = [
            "answered",
            "waiting",
            "draft",
            "kind",
            "status",
            "theme",
            "assignee",
            "page",
            "visibility",
        ]

    def by_answer(self, queryset, name, value):
        return queryset.answered() if value == "yes" else queryset.unanswered()

    def by_waiting(self, queryset, name, value):
        return queryset.unanswered().filter(created_at__lt=timezone.now() - timedelta(days=int(value)))

    def by_draft(self, queryset, name, value):
        drafted = DraftedInput.objects.filter(input=OuterRef("pk"), is_open=True)
        if value == "asked":
            drafted = drafted.filter(draft__asked_at__isnull=False)
        return queryset.filter(Exists(drafted))


LONGEST_VALUE = 200


def as_filtered(parameters):
    """What an address says of filter, search and order, and nothing else: always in the same order."""
    names = [*InputFilters.base_filters, "q", "ordering"]
    chosen = [(name, parameters.get(name, "").replace("\0", "")[:LONGEST_VALUE]) for name in names]
    return urlencode([(name, value) for name, value in chosen if value])
