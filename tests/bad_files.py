"""Files that are not taken in, wherever they are handed in."""

from portal.uploads import MOST_BYTES
from tests.uploads import OLE2, PDF, office, zipped

# (name, content) of what is not taken in.
BAD = {
    "0 byte": ("tom.pdf", b""),
    "huge": ("stor.pdf", PDF + b"0" * MOST_BYTES),
    "wrong extension": ("bilde.png", PDF),
    "program": ("spill.exe", b"MZ\x90\x00"),
    "page called a text": ("les.pdf", b"<html><script>alert(1)</script>"),
    "picture that is also a page": ("bilde.jpg", b"<script>alert(1)</script>\xff\xd8\xff"),
    "drawing that runs": ("logo.svg", b"<svg onload='x'/>"),
    "archive called a document": ("brev.docx", zipped(a="b")),
    "macros": ("brev.docx", office("docx", **{"word/vbaProject.bin": b"x"})),
    "older document": ("brev.docx", OLE2),
    "zip bomb": ("bombe.docx", office("docx", **{"word/a.xml": b"0" * (201 * 1024 * 1024)})),
    "right-to-left name": ("faktura\u202efdp.exe", PDF),
    "null in the name": ("plan.exe\0.pdf.exe", PDF),
}
