"""The receipt for a version: a PDF of what was handed in, when, and by whom."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.letters import describe_sender
from partners.proposals.changes import period_told
from partners.proposals.models import Visibility
from partners.proposals.reading import amount_told, part_told, read, seen_by, with_content
from portal import pdf


def receipt_name(version):
    """«F-12-1.pdf»"""
    return f"{version.proposal.number}-{version.number}.pdf"


def receipt_of(version):
    """The whole of a version that was handed in, for its proposers, in the active language."""
    version = with_content(version)
    return pdf.compile("proposals/receipt.typ", receipt_data(version), at=version.submitted_at)


def receipt_data(version):
    """What the receipt says, for the template of it."""
    proposal, reading, sender = version.proposal, read(version, Visibility.MUNICIPALITY), describe_sender()
    submitted = date_format(timezone.localtime(version.submitted_at), "SHORT_DATETIME_FORMAT")
    by = version.submitted_by.get_full_name() if version.submitted_by else _("Former participant")
    facts = [
        (_("Proposal"), f"{proposal.number}, {_('version')} {version.number}"),
        (_("From"), proposal.made_by),
        (_("Submitted"), f"{submitted}, {by}"),
        (_("Takes part as"), ", ".join(reading.parts)),
        (_("An idea for another role"), version.idea),
        (_("Period"), period_told(version)),
    ]
    return {
        "title": _("Receipt: proposal %(number)s") % {"number": proposal.number},
        "language": (get_language() or "nb")[:2],
        "sender": ", ".join(filter(None, (sender["name"], sender["owner"]))),
        "lead": _("This is what you handed in, word by word. Keep it."),
        "facts": [pair for pair in facts if pair[1]],
        "sections": [section for section in _sections(reading) if section["rows"]],
        "digest": _("Fingerprint of the content (SHA-256): %(digest)s") % {"digest": version.digest},
        "law": _(
            "What is sent to a municipality can become a case document that is open to access "
            "(offentleglova § 3). What is marked as a trade secret is assessed by the municipality first."
        ),
    }


def _sections(reading):
    """Headings with rows of: what it is called, who sees it, what it says."""
    return [
        {
            "title": _("Roles"),
            "rows": [
                [
                    str(offer.role),
                    seen_by(offer),
                    " · ".join(filter(None, (amount_told(offer), part_told(offer)))),
                ]
                for offer in reading.offers
            ],
        },
        {
            "title": _("What we say"),
            "rows": [[each.get_key_display(), seen_by(each), each.text] for each in reading.passages],
        },
        {
            "title": _("Resources"),
            "rows": [
                [
                    f"{each.get_direction_display()}: {each.get_kind_display()}",
                    _("Seen by: %(readers)s") % {"readers": Visibility.MUNICIPALITY.label},
                    each.text,
                ]
                for each in reading.resources
            ],
        },
        {
            "title": _("Attachments"),
            "rows": [[each.name, seen_by(each), f"SHA-256: {each.sha256}"] for each in reading.attachments],
        },
    ]
