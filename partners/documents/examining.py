"""What a worker does with a new version: asks the virus scanner, and takes out the words to search in."""

from django.db import transaction
from django_tasks import task

from partners.documents.models import DocumentVersion, GroupDocument
from portal.files import scanned, waiting_long
from portal.reading_text import text_of


@task()
def examine(version_pk):
    """Scan the version where files are scanned, and make its words found. Twice is harmless.

    It goes on waiting when the scanner does not answer: `examine_again` asks anew.
    """
    version = DocumentVersion.objects.filter(pk=version_pk).first()
    if version and scanned(version):
        _make_found(version, text_of(version.content(), version.content_type))


@transaction.atomic
def _make_found(version, text):
    """The document holds the words of its latest version."""
    document = GroupDocument.objects.select_for_update().filter(pk=version.document_id).first()
    if document and not document.versions.filter(number__gt=version.number).exists():
        document.text = text
        document.save(update_fields=["text"])


def examine_again():
    """Ask anew about versions that have waited long for the scanner."""
    for pk in waiting_long(DocumentVersion):
        examine.func(pk)
