"""The coordinator's queue of proposals: those that wait for the municipality first, the oldest at the top."""

from datetime import timedelta

import django_filters
from django.db.models import Case, Count, Exists, F, IntegerField, Min, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet

from partners.assessments.models import Decision, Review
from partners.organisations.models import Organisation
from partners.proposals.models import Offer, Passage, Proposal, Step
from partners.roles.models import Area, Phase, Role

Status = Proposal.Status
MUNICIPALITY, PROPOSER, NOBODY = range(3)
OURS = [Status.SUBMITTED, Status.IN_REVIEW]
VOLUNTEER = "volunteer"


def queue():
    """Every proposal that was handed in, with whom it waits for and since when."""
    waits_for = Case(
        When(status__in=OURS, then=Value(MUNICIPALITY)),
        When(status=Status.NEEDS_INFO, then=Value(PROPOSER)),
        default=Value(NOBODY),
        output_field=IntegerField(),
    )
    changes = Step.objects.filter(proposal=OuterRef("pk")).exclude(before=F("after")).order_by("-at", "-pk")
    prepared = Decision.objects.prepared().filter(proposal=OuterRef("pk"))
    return (
        Proposal.objects.filter(current__isnull=False)
        .exclude(status=Status.DRAFT)
        .for_list()
        .annotate(waits_for=waits_for, since=Subquery(changes.values("at")[:1]), is_prepared=Exists(prepared))
        .prefetch_related("current__offers__role")
    )


def in_queue_order(proposals):
    return proposals.order_by("waits_for", "submitted_at", "pk")


def whom_it_waits_for(proposal):
    """«The municipality, 12 days» for a proposal of the queue; a dash when it is decided or withdrawn."""
    if proposal.waits_for == NOBODY:
        return "–"
    who = {MUNICIPALITY: _("The municipality"), PROPOSER: _("The proposer")}[proposal.waits_for]
    days = days_since(proposal.since)
    return ngettext("%(who)s, %(n)s day", "%(who)s, %(n)s days", days) % {"who": who, "n": days}


def days_since(moment):
    """Whole days since then; 0 for what is not known."""
    return (timezone.now() - moment) // timedelta(days=1) if moment else 0


def status_in_words(status):
    """The status as the municipality reads it: what the proposer's own page calls «your answer» is theirs."""
    return _("Waits for the proposer") if status == Status.NEEDS_INFO else Status(status).label


def roles_in_words(proposal):
    """What the current version is about: its roles, or the idea for another one."""
    version = proposal.current
    names = [str(offer.role) for offer in version.offers.all()] + [version.idea]
    return ", ".join(filter(None, names)) or "–"


def found_by(proposals, words):
    """Those that hold every word: in the number, the name, the roles or the text."""
    for word in words.split():
        offers = Offer.objects.filter(version=OuterRef("current"))
        passages = Passage.objects.filter(version=OuterRef("current"), text__icontains=word)
        found = (
            Q(organisation__name__icontains=word)
            | Q(proposer_name__icontains=word)
            | Q(current__idea__icontains=word)
            | Exists(offers.filter(Q(role__title__icontains=word) | Q(role__title_en__icontains=word)))
            | Exists(passages)
        )
        number = word.upper().removeprefix("F-")
        if number.isascii() and number.isdigit() and len(number) < 10:
            found |= Q(pk=int(number))
        proposals = proposals.filter(found)
    return proposals


def queue_facts(user):
    """What the front panel tells: new ones, those that `user` is to assess, decisions that lie ready."""
    ours = Q(status__in=OURS)
    counts = Proposal.objects.aggregate(
        new=Count("pk", filter=Q(status=Status.SUBMITTED)),
        waiting=Count("pk", filter=ours),
        oldest=Min("submitted_at", filter=ours),
    )
    mine = Review.objects.waiting_for(user).count()
    prepared = Decision.objects.prepared().filter(proposal__status__in=Proposal.OPEN).count()
    return counts | {"mine": mine, "prepared": prepared}


class ProposalFilters(WagtailFilterSet):
    waits = django_filters.ChoiceFilter(
        label=gettext_lazy("Waits for"),
        field_name="waits_for",
        choices=[(MUNICIPALITY, gettext_lazy("The municipality")), (PROPOSER, gettext_lazy("The proposer"))],
    )
    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"),
        choices=lambda: [
            (status, status_in_words(status)) for status in Status.values if status != Status.DRAFT
        ],
    )
    role = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Role"), queryset=Role.objects.in_order(), method="by_offer"
    )
    area = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Area"), queryset=Area.objects.all(), method="by_offer"
    )
    phase = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Phase"), queryset=Phase.objects.all(), method="by_offer"
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of organisation"),
        choices=[*Organisation.Kind.choices, (VOLUNTEER, gettext_lazy("Volunteer"))],
        method="by_kind",
    )
    prepared = django_filters.ChoiceFilter(
        label=gettext_lazy("Decision"), choices=[("yes", gettext_lazy("Prepared"))], method="by_decision"
    )
    mine = django_filters.ChoiceFilter(
        label=gettext_lazy("Reviewer"), choices=[("me", gettext_lazy("Me"))], method="by_reviewer"
    )

    class Meta:
        model = Proposal
        fields = ["waits", "status", "role", "area", "phase", "kind", "prepared", "mine"]

    def by_offer(self, queryset, name, value):
        path = "role" if name == "role" else f"role__{name}"
        return queryset.filter(Exists(Offer.objects.filter(version=OuterRef("current"), **{path: value})))

    def by_kind(self, queryset, name, value):
        return (
            queryset.filter(organisation=None)
            if value == VOLUNTEER
            else queryset.filter(organisation__kind=value)
        )

    def by_decision(self, queryset, name, value):
        return queryset.filter(is_prepared=True)

    def by_reviewer(self, queryset, name, value):
        mine = Review.objects.waiting_for(self.request.user)
        return queryset.filter(pk__in=mine.values("proposal"))
