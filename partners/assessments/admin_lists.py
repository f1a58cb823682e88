"""The lists at the desk: the queue of proposals, as a page and as a file, and who assesses what."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import Button, HeaderButton

from partners.assessments.at_proposal import Assesses
from partners.assessments.exports import table
from partners.assessments.models import Review
from partners.assessments.queue import (
    OURS,
    ProposalFilters,
    found_by,
    in_queue_order,
    queue,
    roles_in_words,
    status_in_words,
    whom_it_waits_for,
)
from partners.proposals.models import Proposal
from portal.desk import DeskList


class ProposalList(Assesses, DeskList):
    page_title = _("Proposals")
    header_icon = "clipboard-list"
    model = Proposal
    index_url_name = "proposals:index"
    index_results_url_name = "proposals:results"
    filterset_class = ProposalFilters
    verbose_name_plural = _("proposals")
    columns = [
        TitleColumn("number", label=_("Number"), accessor="number", url_name="proposals:proposal"),
        Column("made_by", label=_("Proposer"), accessor="made_by"),
        Column("roles", label=_("Roles"), accessor=roles_in_words),
        StatusTagColumn(
            "status",
            label=_("Status"),
            accessor=lambda proposal: status_in_words(proposal.status),
            primary=lambda proposal: proposal.status in OURS,
        ),
        Column("waits", label=_("Waits for"), accessor=whom_it_waits_for),
        Column(
            "decision",
            label=_("Decision"),
            accessor=lambda proposal: gettext("Prepared") if proposal.is_prepared else "–",
        ),
        DateColumn("submitted_at", label=_("Submitted"), sort_key="submitted_at"),
    ]

    @cached_property
    def header_buttons(self):
        url = reverse("proposals:decisions")
        return [HeaderButton(_("Prepared decisions"), url=url, icon_name="clipboard-list")]

    @cached_property
    def header_more_buttons(self):
        query = self.request.GET.urlencode()
        pages = [
            (_("Reviewers"), reverse("proposals:reviewers"), "user"),
            (_("Criteria"), reverse("proposals:criteria"), "list-ol"),
            (_("Reports"), reverse("proposals:report"), "table"),
        ]
        files = [
            (label, f"{reverse('proposals:export', args=[file_format])}?{query}", "download")
            for label, file_format in ((_("Excel"), "xlsx"), (_("CSV"), "csv"))
        ]
        return [
            Button(label, url=url, icon_name=icon, priority=place)
            for place, (label, url, icon) in enumerate(pages + files)
        ]

    def get_base_queryset(self):
        return queue()

    def order_queryset(self, queryset):
        return queryset.order_by(self.ordering, "-pk") if self.ordering else in_queue_order(queryset)

    def search_queryset(self, queryset):
        return found_by(queryset, self.search_query) if self.search_query else queryset


class ProposalExport(ProposalList):
    """The queue as it is filtered, as a file."""

    def get(self, request, file_format):
        if file_format not in ("csv", "xlsx"):
            raise Http404
        return table(self.get_queryset(), file_format=file_format)


class ReviewerList(Assesses, DeskList):
    """Who assesses what; those from outside can be taken off again, and then see it no more."""

    page_title = _("Reviewers")
    header_icon = "user"
    model = Review
    index_url_name = "proposals:reviewers"
    index_results_url_name = "proposals:reviewers_results"
    search_fields = ["reviewer__name", "reviewer__email", "email", "proposal__organisation__name"]
    verbose_name_plural = _("reviewers")
    columns = [
        TitleColumn(
            "who",
            label=_("Reviewer"),
            accessor="who",
            get_url=lambda review: reverse("proposals:proposal", args=[review.proposal_id]) + "#reviewers",
        ),
        Column("proposal", label=_("Proposal"), accessor="proposal"),
        Column(
            "external",
            label=_("Outside the municipality"),
            accessor=lambda review: gettext("Yes") if review.is_external else gettext("No"),
        ),
        Column("interest", label=_("Conflict of interest"), accessor="get_interest_display"),
        StatusTagColumn("state", label=_("State"), accessor=lambda review: state_of(review)),
        DateColumn("assigned_at", label=_("Since"), sort_key="assigned_at"),
    ]

    def get_breadcrumbs_items(self):
        above = {"url": reverse("proposals:index"), "label": gettext("Proposals")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def get_base_queryset(self):
        rows = Review.objects.select_related("reviewer", "proposal__organisation", "proposal__proposer")
        return rows.order_by("ended_at", "-assigned_at", "-pk")


def state_of(review):
    if not review.is_standing:
        return gettext("Taken off")
    return gettext("Finished") if review.finished_at else gettext("Under way")
