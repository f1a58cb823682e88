"""What a worker does with a new version: asks the virus scanner, and takes out the words to search in."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from partners.documents.models import DocumentVersion, GroupDocument
from portal.reading_text import text_of
from portal.scanning import ScannerUnavailable, found_in

Scan = DocumentVersion.Scan
PATIENCE = timedelta(minutes=5)
AT_ONCE = 50


@task()
def examine(version_pk):
    """Scan the version where files are scanned, and make its words found. Twice is harmless.

    It goes on waiting when the scanner does not answer: `examine_again` asks anew.
    """
    version = DocumentVersion.objects.filter(pk=version_pk).first()
    if version is None:
        return
    content = version.content()
    if version.scan == Scan.WAITING:
        try:
            found = found_in(content)
        except ScannerUnavailable:
            return
        version.scan, version.found = (Scan.INFECTED if found else Scan.CLEAN), found[:200]
        version.save(update_fields=["scan", "found"])
    if version.is_served:
        _make_found(version, text_of(content, version.content_type))


@transaction.atomic
def _make_found(version, text):
    """The document holds the words of its latest version."""
    document = GroupDocument.objects.select_for_update().filter(pk=version.document_id).first()
    if document and not document.versions.filter(number__gt=version.number).exists():
        document.text = text
        document.save(update_fields=["text"])


def examine_again():
    """Ask anew about versions that have waited long for the scanner."""
    waiting = DocumentVersion.objects.filter(scan=Scan.WAITING, added_at__lt=timezone.now() - PATIENCE)
    for pk in waiting.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        examine.func(pk)
