"""Where editors and coordinators say when a concept's page takes comments."""

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets import AdminDateTimeInput

from home.models import ConceptPage
from partners.comments.models import CommentPeriod
from partners.comments.opening import BEFORE, CLOSED, OPEN, opening_by
from partners.comments.periods import set_period
from partners.comments.rules import may_set_period, may_set_periods
from portal.desk import DeskForm, DeskList, DeskViewSet, Gated
from portal.text import LineField

STATES = {BEFORE: _("Opens later"), OPEN: _("Open"), CLOSED: _("Closed")}


class SetsPeriods(Gated):
    def may_enter(self, user):
        return may_set_periods(user)


class PeriodForm(forms.ModelForm):
    phase = LineField(
        label=_("Phase"),
        max_length=160,
        required=False,
        help_text=_("Shown with the comments: «We collect needs until the meeting in March»."),
    )
    phase_en = LineField(label=_("Phase in English"), max_length=160, required=False)

    class Meta:
        model = CommentPeriod
        fields = ["opens_at", "closes_at", "phase", "phase_en", "seen_first"]
        widgets = {"opens_at": AdminDateTimeInput, "closes_at": AdminDateTimeInput}
        help_texts = {
            "opens_at": _("Empty: open from the start."),
            "closes_at": _("Empty: open until you close it. Comments that are given stay."),
        }


def moment(value):
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT") if value else "–"


class PeriodList(SetsPeriods, DeskList):
    """The concepts' pages in their first language; a period goes for every translation."""

    page_title = _("Comments")
    header_icon = "comment"
    model = ConceptPage
    index_url_name = "comments_desk:index"
    index_results_url_name = "comments_desk:results"
    search_fields = ["title"]
    verbose_name_plural = _("concepts")
    columns = [
        TitleColumn("title", label=_("Page"), url_name="comments_desk:period"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor=lambda page: STATES[page.opening.state],
            primary=lambda page: page.opening.is_open,
        ),
        Column("phase", label=_("Phase"), accessor=lambda page: page.opening.phase or "–"),
        Column("opens", label=_("Opens"), accessor=lambda page: moment(page.opening.opens_at)),
        Column(
            "seen_first",
            label=_("Shown"),
            accessor=lambda page: _("When seen") if page.opening.seen_first else _("At once"),
        ),
        Column("closes", label=_("Closes"), accessor=lambda page: moment(page.opening.closes_at)),
    ]

    def get_base_queryset(self):
        return ConceptPage.objects.filter(locale__language_code="nb").defer("body", "sidebar", "documents")

    def order_queryset(self, queryset):
        return queryset.order_by("path")

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        pages = list(context["object_list"])
        keys = [page.translation_key for page in pages]
        periods = {p.translation_key: p for p in CommentPeriod.objects.filter(translation_key__in=keys)}
        for page in pages:
            page.opening = opening_by(periods.get(page.translation_key), page)
        return context


class EditPeriod(SetsPeriods, DeskForm):
    header_icon = "comment"
    form_class = PeriodForm

    @cached_property
    def page(self):
        return get_object_or_404(ConceptPage, pk=self.kwargs["pk"])

    def may_enter(self, user):
        return super().may_enter(user) and may_set_period(user, self.page)

    def get_page_title(self):
        return gettext("Comments on “%(title)s”") % {"title": self.page.title}

    def get_trail(self):
        return [(reverse("comments_desk:index"), gettext("Comments"))]

    def get_success_url(self):
        return reverse("comments_desk:index")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.period}

    @property
    def period(self):
        """What is set; else what goes for a page without it."""
        key = self.page.translation_key
        kept = CommentPeriod.objects.filter(translation_key=key).first()
        default = CommentPeriod(translation_key=key, closes_at=opening_by(None, self.page).closes_at)
        return kept or default

    def form_valid(self, form):
        set_period(self.page, by=self.request.user, **form.cleaned_data)
        return self.done(gettext("It is saved, and goes for every language of the page."))


class CommentDesk(DeskViewSet):
    name = "comments_desk"
    url_prefix = "kommentarer"
    icon = "comment"
    menu_label = _("Comments")
    menu_name = "comments"
    menu_order = 225
    add_to_admin_menu = True

    def may_enter(self, user):
        return may_set_periods(user)

    def get_urlpatterns(self):
        return [
            path("", PeriodList.as_view(), name="index"),
            path("results/", PeriodList.as_view(results_only=True), name="results"),
            path("<int:pk>/", EditPeriod.as_view(), name="period"),
        ]


comment_desk = CommentDesk()
