"""Files that go with a draft: added, taken away, and who may read them."""

from django.db import transaction
from wagtail.log_actions import log

from partners.proposals.drafting import held
from partners.proposals.models import Attachment, Visibility
from portal.files import keep, let_go

MOST_BYTES_TOGETHER = 30 * 1024 * 1024
MOST_FILES = 10


class TooMany(Exception):
    """There is no room for the file: too many, or too large together."""


@transaction.atomic
def attach(proposal, *, upload, by, visibility=Visibility.MUNICIPALITY, is_secret=False):
    """Add a checked `Upload` to the draft. The same content twice is one file. Raises `Frozen`, `TooMany`."""
    version = held(proposal)
    there = list(version.attachments.all())
    for attachment in there:
        if attachment.sha256 == upload.sha256:
            return attachment
    if (
        len(there) >= MOST_FILES
        or sum(each.size for each in there) + len(upload.content) > MOST_BYTES_TOGETHER
    ):
        raise TooMany
    log(proposal, "partners.proposal.attach", user=by, data={"sha256": upload.sha256})
    return keep(
        Attachment,
        upload,
        version=version,
        visibility=Visibility.MUNICIPALITY if is_secret else visibility,
        is_secret=is_secret,
        added_by=by,
    )


@transaction.atomic
def detach(proposal, *, attachment_pk, by):
    """Take a file out of the draft. Twice is harmless; a version handed in keeps its own. Raises `Frozen`."""
    attachments = held(proposal).attachments.filter(pk=attachment_pk)
    let_go(attachments)
    if attachments.delete()[0]:
        log(proposal, "partners.proposal.detach", user=by)


@transaction.atomic
def set_readers(proposal, *, readers):
    """Save who may read the files: {attachment's key: (visibility, is_secret)}. Raises `Frozen`."""
    version = held(proposal)
    for pk, (visibility, is_secret) in readers.items():
        kept = Visibility.MUNICIPALITY if is_secret else visibility
        version.attachments.filter(pk=pk).update(visibility=kept, is_secret=is_secret)
