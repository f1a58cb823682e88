"""Files from people: what they are is told by their content, and only some kinds are taken in.

A file that can run something when it is opened is refused, and so is one that is not what its name says.
"""

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import filetype
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.text import clean_line

MOST_BYTES = 10 * 1024 * 1024
NAME_LENGTH = 120
# What an office document may hold when it is unpacked, and in how many pieces.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PIECES = 3000
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
KINDS = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "pptx": f"{OFFICE}presentationml.presentation",
    "odt": f"{OPEN}text",
    "ods": f"{OPEN}spreadsheet",
    "odp": f"{OPEN}presentation",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "txt": "text/plain",
}
# What people call them: of several names for one kind the first.
LABELS = {kind: extension.upper() for extension, kind in reversed(KINDS.items())}
ACCEPT = ",".join(f".{extension}" for extension in KINDS)
ACCEPTED = (
    "PDF, Word (docx), Excel (xlsx), PowerPoint (pptx), OpenDocument (odt, ods, odp), JPG, PNG, WebP, TXT"
)
MACRO_KINDS = {
    "docm",
    "dotm",
    "xlsm",
    "xltm",
    "xlam",
    "xlsb",
    "pptm",
    "potm",
    "ppsm",
    "ppam",
    "doc",
    "xls",
    "ppt",
}
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACROS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml)$|(^|/)activex/|^(basic|scripts)/", re.I)
FORBIDDEN_IN_NAMES = re.compile(r'[<>:"|?*/\\]')
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")

WITH_MACROS = gettext_lazy(
    "This kind of document can run programs (macros), so we do not take it in. "
    "Save it as PDF, or in the newer format without macros, and try again."
)


class FileRefused(Exception):
    """A file that is not taken in; says why in words for the one who chose it."""


@dataclass(frozen=True)
class Upload:
    """A file that may be kept."""

    name: str
    content_type: str
    content: bytes
    sha256: str


def checked(file):
    """The uploaded `file` as an `Upload`. Raises `FileRefused`."""
    name = clean_name(file.name)
    extension = extension_of(name)
    if extension in MACRO_KINDS:
        raise FileRefused(WITH_MACROS)
    if extension not in KINDS:
        raise FileRefused(
            _("We cannot take in this kind of file. Use one of these: %(kinds)s.") % {"kinds": ACCEPTED}
        )
    if file.size > MOST_BYTES:
        raise FileRefused(_("The file is too large: 10 MB is the most for one file."))
    content = file.read()
    if not content:
        raise FileRefused(_("The file is empty."))
    if content.startswith(OLE2):
        raise FileRefused(WITH_MACROS)
    if _type_of(content, extension) != KINDS[extension]:
        raise FileRefused(
            _("The content of the file is not what its name says (%(kind)s).") % {"kind": extension}
        )
    return Upload(name, KINDS[extension], content, sha256(content).hexdigest())


def clean_name(name):
    """The name as it is kept: without folders, unseen characters, and what some systems cannot have in it."""
    last = str(name or "").replace("\\", "/").split("/")[-1]
    line = "".join(each for each in clean_line(last) if unicodedata.category(each) not in ("Cf", "Co", "Cn"))
    line = " ".join(FORBIDDEN_IN_NAMES.sub("-", line).split()).strip(". ")
    stem, dot, extension = line.rpartition(".")
    if dot and len(line) > NAME_LENGTH:
        line = stem[: max(1, NAME_LENGTH - len(extension) - 1)] + dot + extension
    return line[:NAME_LENGTH] or _("file")


def extension_of(name):
    return name.rpartition(".")[2].lower() if "." in name else ""


def _type_of(content, extension):
    """What the content is; "" when it is nothing that we know."""
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    if guessed := filetype.guess(content[:8192]):
        return guessed.mime
    return KINDS["txt"] if extension == "txt" and _is_text(content) else ""


def _is_text(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return not CONTROLS.search(text)


def _office_type(content):
    """The kind of an office document, by what it declares. Raises `FileRefused` for macros and bombs."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            pieces = archive.infolist()
            if len(pieces) > MOST_PIECES or sum(piece.file_size for piece in pieces) > MOST_UNPACKED:
                raise FileRefused(_("The file is too large when it is unpacked."))
            names = {piece.filename for piece in pieces}
            declared = _declared(archive, names)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        return ""
    if any(MACROS.search(name.replace("\\", "/")) for name in names) or "macroenabled" in declared.lower():
        raise FileRefused(WITH_MACROS)
    if declared.strip() in KINDS.values():
        return declared.strip()
    mains = {kind for kind in KINDS.values() if kind.startswith(OFFICE) and f'"{kind}.main+xml"' in declared}
    return mains.pop() if len(mains) == 1 else ""


def _declared(archive, names):
    """What an OpenDocument or Office Open XML file says that it is."""
    for name in ("mimetype", "[Content_Types].xml"):
        if name in names:
            with archive.open(name) as piece:
                return piece.read(1024 * 1024).decode("utf-8", "replace")
    return ""
