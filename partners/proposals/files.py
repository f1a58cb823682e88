"""The stored files of attachments: one under a random name, shared by the versions that refer to it."""

from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from partners.proposals.models import Attachment

STORED = Attachment._meta.get_field("file")


def store(content):
    """Keep `content` under a name that tells nothing, and give the name back."""
    return STORED.storage.save(STORED.generate_filename(None, uuid4().hex), ContentFile(content))


def discard(name):
    """Delete a file that nothing refers to."""
    STORED.storage.delete(name)


def let_go(attachments):
    """Call it before these attachments are deleted: once that is committed, their files go.

    A file that another version still refers to stays.
    """
    names = set(attachments.values_list("file", flat=True))
    if names:
        transaction.on_commit(lambda: _delete_unused(names))


def _delete_unused(names):
    used = set(Attachment.objects.filter(file__in=names).values_list("file", flat=True))
    for name in names - used:
        discard(name)
