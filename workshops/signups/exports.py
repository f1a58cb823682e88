"""The sign-ups of a meeting as a table: for coordinators only, since it holds addresses and access needs."""

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.exports import csv_response, xlsx_response

WRITERS = {
    "csv": lambda name, header, rows: csv_response(name, header, rows),
    "xlsx": lambda name, header, rows: xlsx_response(name, header, rows, title=_("Sign-ups")),
}


def table(signups):
    """Header and rows of a queryset of sign-ups that has `person` selected."""
    header = [
        _("Name"),
        _("E-mail"),
        _("Status"),
        _("Takes part"),
        _("On behalf of"),
        _("Organisation"),
        _("Organisation number"),
        _("Access needs"),
        _("Language"),
        _("Signed up"),
        _("Added by the municipality"),
    ]
    return header, [_row(signup) for signup in signups]


def _row(signup):
    return [
        signup.name,
        signup.person.email if signup.person else "",
        signup.get_status_display(),
        signup.get_attendance_display(),
        signup.get_on_behalf_of_display(),
        signup.organisation_name,
        signup.organisation_number,
        signup.access_needs,
        signup.language,
        signup.created_at,
        _("Yes") if signup.by_hand else _("No"),
    ]


def export(workshop, signups, *, file_format, by):
    """A download of `signups`, noted in the meeting's log."""
    header, rows = table(signups)
    log(workshop, "workshops.signup.export", user=by, data={"rows": len(rows), "format": file_format})
    return WRITERS[file_format](f"pameldinger-{workshop.slug}", header, rows)
