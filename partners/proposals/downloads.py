"""What is fetched from a proposal: its files, and the receipt."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from partners.proposals.access import at_proposal
from partners.proposals.models import Attachment, Visibility
from partners.proposals.reading import may_see
from partners.proposals.receipts import receipt_name, receipt_of
from partners.proposals.rules import is_proposer, level_of
from portal.exports import download
from portal.files import handed_out


@require_safe
@at_proposal(proposes=False)
def proposal_file(request, proposal, reader, attachment_pk):
    """A file, to who may read it: of a draft its proposers, of earlier versions those who read all."""
    attachment = get_object_or_404(
        Attachment.objects.select_related("version"), pk=attachment_pk, version__proposal=proposal
    )
    level, version = level_of(reader, proposal), attachment.version
    is_there = version.is_frozen or is_proposer(reader, proposal)
    if level != Visibility.MUNICIPALITY:
        is_there = version.pk == proposal.current_id
    if not (is_there and may_see(level, attachment)):
        raise Http404
    return handed_out(attachment)


@require_safe
@at_proposal()
def proposal_receipt(request, proposal, reader, number):
    """The receipt for a version as PDF, for its proposers."""
    versions = proposal.versions.exclude(submitted_at=None).select_related("proposal")
    version = get_object_or_404(versions, number=number)
    return download(receipt_of(version), "application/pdf", receipt_name(version))
