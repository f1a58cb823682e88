"""How a document is shown: its kind and the icon of it."""

from dataclasses import dataclass

_KINDS = {
    "pdf": ("PDF", "file-pdf"),
    "docx": ("Word", "file-word"),
    "odt": ("OpenDocument", "file-word"),
    "xlsx": ("Excel", "file-excel"),
    "ods": ("OpenDocument", "file-excel"),
    "csv": ("CSV", "file-excel"),
    "pptx": ("PowerPoint", "presentation"),
    "odp": ("OpenDocument", "presentation"),
}


@dataclass(frozen=True)
class Kind:
    label: str
    icon: str


def kind_of(document):
    extension = document.file_extension.lower()
    return Kind(*_KINDS.get(extension, (extension.upper(), "file")))
