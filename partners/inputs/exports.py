"""The queue as a table for spreadsheets."""

from django.utils.translation import gettext as _

from partners.inputs.sections import every_desk_figure
from portal.exports import csv_response, json_response, xlsx_response

# A spreadsheet of more rows than this would hold a web process for too long.
MOST_ROWS = 20_000


def header():
    return [
        _("Number"),
        _("Received"),
        _("Said about"),
        _("Section"),
        _("Question"),
        _("Kind"),
        _("Input"),
        _("Theme"),
        _("Status"),
        _("Who can see it"),
        _("Shown as"),
        _("Name"),
        _("Organisation"),
        _("E-mail"),
        _("Latest answer"),
        _("Answered"),
        *(str(label) for figures in every_desk_figure() for label in figures.exported.values()),
    ]


def row(input):
    answer = next(reversed(input.answers.all()), None)
    return [
        input.pk,
        input.created_at,
        input.page.title,
        input.written_to.text if input.written_to else "",
        input.question_text,
        input.get_kind_display(),
        input.text,
        str(input.theme or ""),
        input.get_status_display(),
        input.get_visibility_display(),
        input.get_shown_as_display(),
        _("Former participant") if input.is_forgotten else input.giver_name,
        input.giver_organisation,
        input.giver.email if input.giver else "",
        answer.text if answer else "",
        answer.at if answer else None,
        *(getattr(input, name) for name in figures_exported()),
    ]


def figures_exported():
    return [name for figures in every_desk_figure() for name in figures.exported]


KEYS = ["number", "received", "page", "section", "question", "kind", "text", "theme", "status", "visibility"]
KEYS += ["shown_as", "name", "organisation", "email", "answer", "answered"]


def table(inputs, *, file_format):
    """The inputs, `with_desk_figures`, as a download: "csv", "xlsx" or "json"."""
    rows = (row(input) for input in inputs.prefetch_related("answers")[:MOST_ROWS])
    if file_format == "json":
        return json_response("innspill", [*KEYS, *figures_exported()], rows)
    if file_format == "csv":
        return csv_response("innspill", header(), rows)
    return xlsx_response("innspill", header(), rows, title=_("Input"))
