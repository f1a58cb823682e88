"""The coordinator's reports about proposals: a page to read, and each table as a file."""

from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.assessments.at_proposal import Assesses
from partners.assessments.reports import GROUPINGS, SPREADS, cases
from portal.desk import DeskView
from portal.exports import csv_response, xlsx_response

TITLES = {
    "response": _("Response times"),
    "pipeline": _("Days in each state"),
    "role": _("By role"),
    "area": _("By area"),
    "phase": _("By phase of the pilot"),
    "kind": _("By kind of organisation"),
}


class Report(Assesses, DeskView):
    template_name = "partners/admin/report.html"
    page_title = _("Reports about proposals")
    header_icon = "table"

    def get_trail(self):
        return [(reverse("proposals:index"), gettext("Proposals"))]

    def get_context_data(self, **kwargs):
        all_cases = cases()
        spreads = [(name, TITLES[name], make(all_cases)) for name, make in SPREADS.items()]
        groupings = [(name, TITLES[name], make(all_cases)) for name, make in GROUPINGS.items()]
        return super().get_context_data(spreads=spreads, groupings=groupings, total=len(all_cases), **kwargs)


class ReportExport(Assesses, DeskView):
    """One table of the report as a file."""

    def get(self, request, name, file_format):
        if name not in TITLES or file_format not in ("csv", "xlsx"):
            raise Http404
        make, lines = (SPREADS[name], spread_lines) if name in SPREADS else (GROUPINGS[name], group_lines)
        header, *rows = lines(make(cases()))
        if file_format == "csv":
            return csv_response(f"forslag-{name}", header, rows)
        return xlsx_response(f"forslag-{name}", header, rows, title=str(TITLES[name]))


def spread_lines(spreads):
    yield [
        gettext("What"),
        gettext("How many"),
        gettext("Median, days"),
        gettext("Longest, days"),
        gettext("Waits now"),
    ]
    for each in spreads:
        yield [str(each.label), each.count, rounded(each.median), rounded(each.longest), each.now]


def group_lines(groups):
    yield [
        gettext("What"),
        gettext("Proposals"),
        gettext("Not decided"),
        gettext("Accepted"),
        gettext("Declined"),
        gettext("Withdrawn"),
        gettext("Median days to decision"),
        gettext("Needed"),
        gettext("Offered"),
        gettext("Amount accepted"),
        gettext("Unit"),
    ]
    for each in groups:
        counts = [each.total, each.open, each.accepted, each.declined, each.withdrawn]
        amounts = [
            None if value is None else float(value) for value in (each.wanted, each.offered, each.agreed)
        ]
        yield [each.label, *counts, rounded(each.days), *amounts, str(each.unit)]


def rounded(days):
    return None if days is None else round(days, 1)


urlpatterns = [
    path("report/", Report.as_view(), name="report"),
    path("report/<str:name>.<str:file_format>", ReportExport.as_view(), name="report_export"),
]
