"""The words of a document, to search in: at most so many, and without following anything in it."""

import html
import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from portal.text import clean_text
from portal.uploads import KINDS

MOST_CHARACTERS = 200_000
MOST_PAGES = 300
MOST_BYTES = 20 * 1024 * 1024
# Where an office document has its text.
PIECES = {KINDS["docx"]: "word/document.xml", KINDS["odt"]: "content.xml"}
BREAKS = re.compile(r"</(?:w:p|text:p|text:h)>|<w:(?:br|tab)\b[^>]*>|<text:(?:s|tab|line-break)\b[^>]*>")
TAGS = re.compile(r"<[^>]*>")


def text_of(content, content_type):
    """The text of a PDF, Word, OpenDocument or plain text file; "" for others and for what cannot be read."""
    try:
        text = _read(content, content_type)
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError):
        return ""
    except (PyPdfError, ValueError, TypeError, AttributeError, IndexError, RecursionError):
        # What a broken PDF makes of its reader.
        return ""
    return clean_text(text[:MOST_CHARACTERS])


def _read(content, content_type):
    if content_type == KINDS["pdf"]:
        return _of_pdf(content)
    if piece := PIECES.get(content_type):
        with ZipFile(BytesIO(content)) as archive, archive.open(piece) as file:
            xml = file.read(MOST_BYTES).decode("utf-8", "replace")
        return html.unescape(TAGS.sub("", BREAKS.sub(" \n", xml)))
    return plain_text(content) if content_type == KINDS["txt"] else ""


def plain_text(content):
    """A text file's text, in the encoding that it is in."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _of_pdf(content):
    parts, length = [], 0
    for page in PdfReader(BytesIO(content)).pages[:MOST_PAGES]:
        text = page.extract_text()
        parts.append(text)
        length += len(text)
        if length > MOST_CHARACTERS:
            break
    return "\n".join(parts)
