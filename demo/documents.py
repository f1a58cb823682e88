"""The demo's documents of working groups, made by the same actions as real ones, then aged."""

import uuid
from datetime import timedelta

import typst
from django.core.files.base import ContentFile
from django.utils import timezone

from demo.content import documents as content
from demo.organisations import account
from demo.pictures import note_on_paper
from partners.documents.actions import add_document, add_version, lock_document
from partners.documents.models import DocumentVersion, GroupDocument
from partners.groups.models import WorkingGroup
from portal.uploads import checked


def documents():
    """A few in each group: one with several versions, one that somebody works with."""
    for name, rows in content.DOCUMENTS.items():
        group = WorkingGroup.objects.get(name=name)
        for row in rows:
            _document(group, row)


def _document(group, row):
    first, *newer = row["versions"]
    document = add_document(
        group,
        upload=upload_of(row["file"], first["source"]),
        by=account(first["by"]),
        client_id=uuid.uuid4(),
        title=row["title"],
        tags=row["tags"],
    )
    for version in newer:
        upload = upload_of(row["file"], version["source"])
        add_version(document, upload=upload, by=account(version["by"]), why=version["why"])
    if row.get("locked_by"):
        lock_document(document, by=account(row["locked_by"]))
    for number, version in enumerate(row["versions"], start=1):
        moment = timezone.now() - timedelta(days=version["days_ago"], hours=2)
        DocumentVersion.objects.filter(document=document, number=number).update(added_at=moment)
        GroupDocument.objects.filter(pk=document.pk).update(changed_at=moment)


def upload_of(name, source):
    """The content as a file: set as a PDF, drawn as the photo of a note, or as it is."""
    if name.endswith(".pdf"):
        file = typst.compile(source.encode(), pdf_standards=["ua-1"])
    elif name.endswith(".png"):
        file = note_on_paper(source)
    else:
        file = source.encode()
    return checked(ContentFile(file, name=name))
