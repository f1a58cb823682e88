"""The matrix as a table for spreadsheets, with no more than its reader may see on the page."""

from django.utils.translation import gettext as _

from portal.exports import xlsx_response


def table(roles, coverages, matrix):
    """One row for each role; one column for each organisation, when the reader may see any (`matrix`)."""
    header = [
        _("Role"),
        _("Area"),
        _("Phase"),
        _("Priority"),
        _("State of the role"),
        _("Deadline"),
        _("Unit"),
        _("Needed"),
        *([_("Offered, of what you may see")] if matrix else []),
        _("Accepted"),
        _("Still needed"),
        _("Coverage"),
        _("Proposals"),
        *(column.name for column in (matrix.columns if matrix else [])),
    ]
    rows = (_row(role, coverages[role.pk], matrix) for role in roles)
    return xlsx_response("rolledekning", header, rows, title=_("Role coverage"))


def _row(role, coverage, matrix):
    facts = [
        str(role),
        str(role.area),
        str(role.phase or ""),
        role.get_priority_display(),
        role.get_state_display(),
        role.deadline,
        role.get_unit_display(),
        float(coverage.wanted),
        *([float(coverage.offered)] if matrix else []),
        float(coverage.accepted),
        float(coverage.missing),
        coverage.state.label,
        coverage.proposals,
    ]
    marks = (matrix.marks.get((role.pk, column.key)) for column in (matrix.columns if matrix else []))
    return [*facts, *(mark.words if mark else "" for mark in marks)]
