"""The coordinator's list of working groups in the admin; what is done with one is done on its own page."""

from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from partners.groups.models import WorkingGroup
from partners.groups.reading import leaders_by_group
from partners.groups.rules import may_lead_groups
from portal.desk import DeskList, DeskViewSet, Gated, TimeColumn


class LeadsGroups(Gated):
    def may_enter(self, user):
        return may_lead_groups(user)


class GroupList(LeadsGroups, DeskList):
    page_title = _("Working groups")
    header_icon = "group"
    model = WorkingGroup
    index_url_name = "groups:index"
    index_results_url_name = "groups:results"
    search_fields = ["name", "summary", "purpose"]
    default_ordering = "name"
    verbose_name_plural = _("working groups")
    columns = [
        TitleColumn("name", label=_("Group"), get_url=WorkingGroup.get_absolute_url, sort_key="name"),
        Column("leaders", label=_("Leaders"), accessor=lambda group: group.leader_names or "–"),
        NumberColumn("member_count", label=_("Members"), sort_key="member_count"),
        Column("joining", label=_("How one joins"), accessor="get_joining_display"),
        Column("shown", label=_("What outsiders see"), accessor="get_shown_display"),
        StatusTagColumn(
            "state", label=_("State"), accessor="get_state_display", primary=lambda group: group.is_active
        ),
        TimeColumn("created_at", label=_("Started"), sort_key="created_at"),
    ]

    @cached_property
    def header_buttons(self):
        return [HeaderButton(gettext("New working group"), url=reverse("group_new"), icon_name="plus")]

    def get_base_queryset(self):
        return WorkingGroup.objects.with_member_counts()

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        names = leaders_by_group(context["object_list"])
        for group in context["object_list"]:
            group.leader_names = names.get(group.pk, "")
        return context


class GroupDesk(DeskViewSet):
    name = "groups"
    url_prefix = "arbeidsgrupper"
    icon = "group"
    menu_label = _("Working groups")
    menu_name = "groups"
    menu_order = 235
    add_to_admin_menu = True

    def may_enter(self, user):
        return may_lead_groups(user)

    def get_urlpatterns(self):
        return [
            path("", GroupList.as_view(), name="index"),
            path("results/", GroupList.as_view(results_only=True), name="results"),
        ]


group_desk = GroupDesk()
