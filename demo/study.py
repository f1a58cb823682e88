"""The feasibility study of the demo, set as a tagged PDF."""

from pathlib import Path

import typst
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

SOURCE = Path(__file__).parent / "content" / "mulighetsstudie.typ"
TITLE = "Mulighetsstudie for ombrukssenteret Omigjen"


def study():
    """The study in Wagtail's documents, made once."""
    if document := Document.objects.filter(title=TITLE).first():
        return document
    pdf = typst.compile(SOURCE, pdf_standards=["ua-1"])
    return Document.objects.create(title=TITLE, file=ContentFile(pdf, name="mulighetsstudie-omigjen.pdf"))
