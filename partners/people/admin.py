"""The coordinator's list of everybody with an account, and what one of them can reach, to read."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from partners.people import listing
from partners.people.exports import export
from partners.people.models import User
from partners.people.reach import reach_of, yes_no
from partners.people.rules import may_see_people
from portal.desk import DeskList, DeskView, DeskViewSet, Gated, TimeColumn

FORMATS = {"xlsx": _("Excel"), "csv": _("CSV")}


class SeesPeople(Gated):
    def may_enter(self, user):
        return may_see_people(user)


def state_of(user):
    return pgettext("account", "Open") if user.is_active else pgettext("account", "Closed")


class PeopleList(SeesPeople, DeskList):
    page_title = _("People")
    header_icon = "user"
    model = User
    index_url_name = "people:index"
    index_results_url_name = "people:results"
    filterset_class = listing.PeopleFilters
    default_ordering = "-last_active"
    verbose_name_plural = _("people")

    @cached_property
    def columns(self):
        return [
            TitleColumn(
                "name",
                label=_("Name"),
                accessor=lambda user: user.name or gettext("No name"),
                url_name="people:person",
                sort_key="name",
            ),
            Column("email", label=_("E-mail"), sort_key="email"),
            *(Column(each.name, label=each.label, accessor=each.words) for each in listing.columns),
            TimeColumn("last_active", label=_("Last active"), sort_key="last_active"),
            StatusTagColumn(
                "state", label=_("Account"), accessor=state_of, primary=lambda user: user.is_active
            ),
            Column(
                "second_factor",
                label=_("Second factor"),
                accessor=lambda user: yes_no(user.has_second_factor),
            ),
        ]

    @cached_property
    def header_buttons(self):
        query = self.request.GET.urlencode()
        return [
            HeaderButton(label, url=f"{reverse('people:export', args=[each])}?{query}", icon_name="download")
            for each, label in FORMATS.items()
        ]

    def get_base_queryset(self):
        return listing.everybody()

    @property
    def search_fields(self):
        return listing.search_fields()

    def search_queryset(self, queryset):
        """An organisation's name leads to its people; each of them once."""
        if not self.search_query:
            return queryset
        found = super().search_queryset(User.objects.all()).values("pk")
        return queryset.filter(pk__in=found)

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by(self.ordering, "-pk")


class PeopleExport(PeopleList):
    """The list as it is filtered, as a file."""

    def get(self, request, file_format):
        if file_format not in FORMATS:
            raise Http404
        return export(self.get_queryset(), file_format=file_format, by=request.user)


class PersonPage(SeesPeople, DeskView):
    """What one person can reach, to read."""

    template_name = "partners/admin/person.html"
    header_icon = "user"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.person = get_object_or_404(listing.everybody(), pk=kwargs["pk"])

    def get_page_title(self):
        return self.person.get_full_name()

    def get_trail(self):
        return [(reverse("people:index"), gettext("People"))]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            person=self.person, state=state_of(self.person), parts=reach_of(self.person), **kwargs
        )


class PeopleDesk(DeskViewSet):
    name = "people"
    url_prefix = "personer"
    icon = "user"
    menu_label = _("People")
    menu_name = "people"
    menu_order = 226
    add_to_admin_menu = True

    def may_enter(self, user):
        return may_see_people(user)

    def get_urlpatterns(self):
        return [
            path("", PeopleList.as_view(), name="index"),
            path("results/", PeopleList.as_view(results_only=True), name="results"),
            path("export.<str:file_format>", PeopleExport.as_view(), name="export"),
            path("<int:pk>/", PersonPage.as_view(), name="person"),
        ]


people_desk = PeopleDesk()
