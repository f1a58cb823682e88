"""The coordinator's desk for roles, and the lists of areas and phases that they belong to."""

from django.db.models import ProtectedError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, NumberColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from partners.roles.actions import create_role, delete_role, edit_role, marker_of
from partners.roles.errors import Changed, InUse, UnitInUse
from partners.roles.filters import RoleFilters, listed_roles
from partners.roles.forms import DeleteForm, RoleForm
from partners.roles.history import history_of
from partners.roles.models import Area, Phase, Role
from partners.roles.rules import may_lead_roles
from partners.roles.sections import desk_sections_of
from partners.roles.units import amount_in_words
from portal.desk import DeskForm, DeskList, DeskViewSet, Gated, TimeColumn


class LeadsRoles(Gated):
    def may_enter(self, user):
        return may_lead_roles(user)


class RoleList(LeadsRoles, DeskList):
    page_title = _("Roles")
    header_icon = "group"
    model = Role
    index_url_name = "roles:index"
    index_results_url_name = "roles:results"
    filterset_class = RoleFilters
    search_fields = ["title", "title_en", "need", "text"]
    default_ordering = "order"
    verbose_name_plural = _("roles")
    columns = [
        NumberColumn("order", label=_("Order"), sort_key="order"),
        TitleColumn("title", label=_("Role"), url_name="roles:edit", sort_key="title"),
        Column("area", label=_("Area")),
        Column("phase", label=_("Phase"), accessor=lambda role: role.phase or "–"),
        Column("priority", label=_("Priority"), accessor="get_priority_display"),
        Column("amount", label=_("Needed"), accessor=lambda role: amount_in_words(role.amount, role.unit)),
        NumberColumn("proposals", label=_("Proposals"), sort_key="proposals"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda role: role.state == Role.State.OPEN,
        ),
        TimeColumn("deadline", label=_("Deadline"), sort_key="deadline"),
    ]

    @cached_property
    def header_buttons(self):
        return [HeaderButton(gettext("New role"), url=reverse("roles:add"), icon_name="plus")]

    def get_base_queryset(self):
        return listed_roles()

    def order_queryset(self, queryset):
        return queryset.order_by(self.ordering, "title", "pk") if self.ordering else queryset.in_order()


class WriteRole(LeadsRoles, DeskForm):
    header_icon = "group"
    form_class = RoleForm

    def get_trail(self):
        return [(reverse("roles:index"), gettext("Roles"))]

    def get_success_url(self):
        return reverse("roles:index")


class NewRole(WriteRole):
    page_title = _("New role")

    def form_valid(self, form):
        create_role(by=self.request.user, **form.cleaned_data)
        return self.done(gettext("The role is saved, and everyone can read it."))


class AtRole(WriteRole):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.role = get_object_or_404(Role.objects.for_list(), pk=kwargs["pk"])


class EditRole(AtRole):
    template_name = "partners/admin/role.html"

    def get_page_title(self):
        return self.role.title

    @cached_property
    def header_more_buttons(self):
        return [
            Button(gettext("See the page"), url=self.role.get_absolute_url(), icon_name="view"),
            Button(gettext("Delete"), url=reverse("roles:delete", args=[self.role.pk]), icon_name="bin"),
        ]

    def get_form_kwargs(self):
        # The form writes on its instance: what was read stays what it was.
        return super().get_form_kwargs() | {"instance": Role.objects.get(pk=self.role.pk)}

    def get_context_data(self, **kwargs):
        facts = {"seen": marker_of(self.role), "steps": history_of(self.role), "role": self.role}
        facts["sections"] = desk_sections_of(self.role)
        return super().get_context_data(**facts | kwargs)

    def form_valid(self, form):
        seen = self.request.POST.get("seen", "")
        try:
            edit_role(self.role, seen=seen, by=self.request.user, **form.cleaned_data)
        except Changed:
            form.add_error(None, changed_words())
        except UnitInUse:
            form.add_error("unit", unit_words())
        else:
            return self.done(gettext("The role is saved."))
        return self.form_invalid(form)


def changed_words():
    return gettext(
        "Somebody has changed this role since you opened it, and yours is not saved. "
        "Read the history below, then save again if it still fits."
    )


def unit_words():
    return gettext(
        "Somebody has offered to fill this role, in this unit. Close the role and make a new one instead."
    )


class DeleteRole(AtRole):
    """Asks once. What somebody has offered to fill stays: it can be closed."""

    page_title = _("Delete role")
    form_class = DeleteForm
    template_name = "partners/admin/role_delete.html"
    submit_label = _("Delete")
    submit_icon = "bin"
    is_serious = True

    def get_trail(self):
        return [*super().get_trail(), (reverse("roles:edit", args=[self.role.pk]), self.role.title)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(role=self.role, **kwargs)

    def form_valid(self, form):
        try:
            delete_role(self.role, by=self.request.user)
        except InUse:
            form.add_error(
                None,
                gettext(
                    "Somebody has offered to fill this role, so it cannot be deleted. Close it instead: it "
                    "then takes no more proposals."
                ),
            )
            return self.form_invalid(form)
        return self.done(gettext("The role is deleted."))


class RoleDesk(DeskViewSet):
    name = "roles"
    url_prefix = "roller"
    icon = "group"
    menu_label = _("Roles")
    menu_name = "roles"
    menu_order = 10

    def may_enter(self, user):
        return may_lead_roles(user)

    def get_urlpatterns(self):
        return [
            path("", RoleList.as_view(), name="index"),
            path("results/", RoleList.as_view(results_only=True), name="results"),
            path("ny/", NewRole.as_view(), name="add"),
            path("<int:pk>/", EditRole.as_view(), name="edit"),
            path("<int:pk>/slett/", DeleteRole.as_view(), name="delete"),
        ]


class DeleteWord(DeleteView):
    """An area or a phase that some role has stays: the roles must get another one first."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, gettext("Some role has this. Give the role another one first."))
            return redirect(self.get_success_url())


class WordDesk(ModelViewSet):
    """The programme's own words in order: areas, phases."""

    delete_view_class = DeleteWord
    list_display = ["name", "name_en", "order"]
    search_fields = ["name", "name_en"]
    search_backend_name = None
    ordering = ["order", "name"]
    panels = [FieldPanel("name"), FieldPanel("name_en"), FieldPanel("order")]


class AreaDesk(WordDesk):
    model = Area
    name = "areas"
    url_prefix = "omrader"
    icon = "folder-open-inverse"
    menu_label = _("Areas")
    menu_order = 80


class PhaseDesk(WordDesk):
    model = Phase
    name = "phases"
    url_prefix = "faser"
    icon = "date"
    menu_label = _("Phases")
    menu_order = 90


role_desk = RoleDesk()
area_desk = AreaDesk()
phase_desk = PhaseDesk()
