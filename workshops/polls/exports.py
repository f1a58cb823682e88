"""The results of one poll as a table, paper apart: numbers, and nobody's name."""

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.exports import csv_response, json_response, xlsx_response
from workshops.polls.results import results_of

WRITERS = {
    "csv": csv_response,
    "json": json_response,
    "xlsx": lambda name, header, rows: xlsx_response(name, header, rows, title=_("Poll")),
}


def export(poll, *, file_format, by):
    """A download, noted in the meeting's log. For a poll that shows its results."""
    results = results_of(poll)
    header = [_("Question"), _("Choice"), *results.columns, _("Voters in the portal"), _("Voters on paper")]
    rows = [[str(poll), row.label, *row.cells, results.voters, results.on_paper] for row in results.rows]
    told = {"poll": poll.pk, "format": file_format}
    log(poll.room.workshop, "workshops.poll.export", user=by, data=told)
    return WRITERS[file_format](f"avstemning-{poll.pk}", header, rows)
