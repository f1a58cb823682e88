"""The queue as a table for spreadsheets. Points, remarks and prepared decisions stay in the portal."""

from django.utils.translation import gettext as _

from partners.assessments.queue import roles_in_words, status_in_words, whom_it_waits_for
from partners.roles.units import amount_in_words
from portal.exports import csv_response, xlsx_response

# A spreadsheet of more rows than this would hold a web process for too long.
MOST_ROWS = 20_000


def header():
    return [
        _("Number"),
        _("Proposer"),
        _("Kind of organisation"),
        _("Roles"),
        _("Amounts offered"),
        _("Amounts accepted"),
        _("Status"),
        _("Submitted"),
        _("Version"),
        _("Waits for"),
        _("In this state since"),
        _("Decided"),
    ]


def row(proposal):
    offers = list(proposal.current.offers.all())
    return [
        proposal.number,
        proposal.made_by,
        proposal.organisation.get_kind_display() if proposal.organisation else _("Volunteer"),
        roles_in_words(proposal),
        _amounts(offers, "amount"),
        _amounts(offers, "accepted"),
        status_in_words(proposal.status),
        proposal.submitted_at,
        proposal.current.number,
        whom_it_waits_for(proposal),
        proposal.since,
        proposal.decided_at,
    ]


def _amounts(offers, field):
    told = [(offer.role, getattr(offer, field)) for offer in offers if getattr(offer, field)]
    return "; ".join(amount_in_words(amount, role.unit) for role, amount in told)


def table(proposals, *, file_format):
    """The proposals as a download: "csv" or "xlsx"."""
    rows = (row(proposal) for proposal in proposals[:MOST_ROWS])
    if file_format == "csv":
        return csv_response("forslag", header(), rows)
    return xlsx_response("forslag", header(), rows, title=_("Proposals"))
