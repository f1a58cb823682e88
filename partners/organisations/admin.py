"""The coordinator's desk for organisations: the queue, one organisation with its facts, and a front panel."""

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from laces.components import Component
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn

from partners.organisations.actions import (
    note_facts,
    reject_organisation,
    reopen_organisation,
    suspend_organisation,
    verify_organisation,
)
from partners.organisations.admin_forms import ReasonForm
from partners.organisations.at_desk import AtOrganisation, Verifies
from partners.organisations.comparison import compare
from partners.organisations.errors import WrongStatus
from partners.organisations.history import history_of
from partners.organisations.merge_admin import FindOther, Merge
from partners.organisations.models import Organisation
from partners.organisations.queue import OrganisationFilters, in_queue_order, queue, waiting_facts
from partners.organisations.register import RegisterUnavailable, look_up
from partners.organisations.rules import may_verify
from portal.desk import DeskForm, DeskList, DeskView, DeskViewSet

Status = Organisation.Status


def waited(organisation):
    """How long one that waits for approval has waited, in words."""
    if organisation.status != Status.PENDING:
        return "–"
    return timesince(organisation.created_at, depth=1)


class OrganisationList(Verifies, DeskList):
    page_title = _("Organisations")
    header_icon = "group"
    model = Organisation
    index_url_name = "organisations:index"
    index_results_url_name = "organisations:results"
    filterset_class = OrganisationFilters
    search_fields = [
        "name",
        "number",
        "registered_name",
        "memberships__user__name",
        "memberships__user__email",
    ]
    verbose_name_plural = _("organisations")
    columns = [
        TitleColumn("name", label=_("Name"), url_name="organisations:organisation"),
        StatusTagColumn(
            "status",
            label=_("Status"),
            accessor="get_status_display",
            primary=lambda organisation: organisation.decided_last == 0,
        ),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("number", label=_("Organisation number"), accessor=lambda each: each.number_in_groups or "–"),
        Column(
            "register",
            label=_("In the register"),
            accessor=lambda each: each.get_register_state_display() if each.number else "–",
        ),
        Column("people", label=_("People"), accessor="people"),
        Column("waits", label=_("Has waited"), accessor=waited),
        DateColumn("created_at", label=_("Asked"), sort_key="created_at"),
    ]

    def get_base_queryset(self):
        return queue()

    def search_queryset(self, queryset):
        """A person's name leads to their organisations; each of them once."""
        if not self.search_query:
            return queryset
        found = super().search_queryset(Organisation.objects.all()).values("pk")
        return queryset.filter(pk__in=found)

    def order_queryset(self, queryset):
        return queryset.order_by(self.ordering, "-pk") if self.ordering else in_queue_order(queryset)


class OrganisationPage(AtOrganisation, DeskView):
    """What they told us and what the register says, side by side; who they are, and what to decide."""

    template_name = "partners/admin/organisation.html"
    header_icon = "group"

    def get_page_title(self):
        return self.organisation.name

    def get_context_data(self, **kwargs):
        it = self.organisation
        people = it.memberships.select_related("user").order_by("state", "-role", "since")
        rows = compare(it)
        return super().get_context_data(
            organisation=it,
            people=people,
            steps=history_of(it),
            may_approve=it.status in (Status.PENDING, Status.REJECTED),
            rows=rows,
            differences=[row.label for row in rows if row.differs],
            waited=waited(it),
            **kwargs,
        )


class Decide(AtOrganisation, View):
    """A decision that needs no words. One that no longer fits says so and changes nothing."""

    http_method_names = ["post"]
    done_message = ""

    def decide(self):
        raise NotImplementedError

    def post(self, request, pk):
        try:
            self.decide()
        except WrongStatus:
            messages.error(request, too_late())
        else:
            messages.success(request, self.done_message)
        return redirect(self.get_success_url())


class Verify(Decide):
    done_message = _("The organisation is approved, and its people are told.")

    def decide(self):
        verify_organisation(self.organisation, by=self.request.user)


class Reopen(Decide):
    done_message = _("The organisation is open again, and its people are told.")

    def decide(self):
        reopen_organisation(self.organisation, by=self.request.user)


class Check(AtOrganisation, View):
    """Ask the register now."""

    http_method_names = ["post"]

    def post(self, request, pk):
        try:
            if self.organisation.number:
                facts = look_up(self.organisation.number, fresh=True)
                note_facts(self.organisation, facts=facts, by=request.user)
                messages.success(request, gettext("The facts are from the register, now."))
        except RegisterUnavailable:
            messages.error(request, gettext("The register does not answer now. Try again in a while."))
        return redirect(self.get_success_url())


class DecideWithReason(AtOrganisation, DeskForm):
    form_class = ReasonForm
    submit_icon = "cross"
    is_serious = True
    done_message = ""

    def decide(self, reason):
        raise NotImplementedError

    def get_trail(self):
        return [*super().get_trail(), (self.get_success_url(), self.organisation.name)]

    def form_valid(self, form):
        try:
            self.decide(form.cleaned_data["reason"])
        except WrongStatus:
            form.add_error(None, too_late())
            return self.form_invalid(form)
        return self.done(self.done_message)


class Reject(DecideWithReason):
    page_title = _("Turn down organisation")
    header_icon = "cross"
    submit_label = _("Turn down, and tell its people")
    done_message = _("The organisation is not approved, and its people are told why.")

    def decide(self, reason):
        reject_organisation(self.organisation, reason=reason, by=self.request.user)


class Suspend(DecideWithReason):
    page_title = _("Suspend organisation")
    header_icon = "lock"
    submit_label = _("Suspend, and tell its people")
    done_message = _("The organisation is suspended, and its people are told why.")

    def decide(self, reason):
        suspend_organisation(self.organisation, reason=reason, by=self.request.user)


def too_late():
    return gettext("Somebody else has decided this meanwhile. Nothing is changed.")


class OrganisationDesk(DeskViewSet):
    name = "organisations"
    url_prefix = "virksomheter"
    icon = "group"
    menu_label = _("Organisations")
    menu_name = "organisations"
    menu_order = 225
    add_to_admin_menu = True

    def may_enter(self, user):
        return may_verify(user)

    def get_urlpatterns(self):
        return [
            path("", OrganisationList.as_view(), name="index"),
            path("results/", OrganisationList.as_view(results_only=True), name="results"),
            path("<int:pk>/", OrganisationPage.as_view(), name="organisation"),
            path("<int:pk>/verify/", Verify.as_view(), name="verify"),
            path("<int:pk>/reject/", Reject.as_view(), name="reject"),
            path("<int:pk>/suspend/", Suspend.as_view(), name="suspend"),
            path("<int:pk>/reopen/", Reopen.as_view(), name="reopen"),
            path("<int:pk>/check/", Check.as_view(), name="check"),
            path("<int:pk>/merge/", FindOther.as_view(), name="find_other"),
            path("<int:pk>/merge/<int:kept_pk>/", Merge.as_view(), name="merge"),
        ]


class WaitingPanel(Component):
    """On the admin's front page: how many organisations wait for approval, and since when."""

    name = "waiting_organisations"
    template_name = "partners/admin/waiting_panel.html"
    order = 115

    def get_context_data(self, parent_context):
        return waiting_facts() | {"url": reverse("organisations:index")}


organisation_desk = OrganisationDesk()
