"""The list of people as a table for spreadsheets: for coordinators only, since it holds addresses."""

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from partners.people.listing import columns
from partners.people.reach import yes_no
from portal.exports import csv_response, xlsx_response

# A spreadsheet of more rows than this would hold a web process for too long.
MOST_ROWS = 20_000


def header():
    return [
        _("Name"),
        _("E-mail"),
        *(str(column.label) for column in columns),
        _("Last active"),
        _("Open account"),
        _("Second factor"),
        _("Works for the municipality"),
        _("Joined"),
    ]


def row(user):
    return [
        user.name,
        user.email,
        *(column.words(user) for column in columns),
        user.last_active,
        yes_no(user.is_active),
        yes_no(user.has_second_factor),
        yes_no(user.is_staff),
        user.date_joined,
    ]


def export(users, *, file_format, by):
    """The accounts as a download, "csv" or "xlsx", noted in the log of who took it."""
    rows = [row(user) for user in users[:MOST_ROWS]]
    log(by, "partners.person.export", user=by, data={"rows": len(rows), "format": file_format})
    if file_format == "csv":
        return csv_response("personer", header(), rows)
    return xlsx_response("personer", header(), rows, title=_("People"))
