"""Files from people: which are taken in, and under which name."""

import pytest

from portal.uploads import KINDS, MOST_BYTES, FileRefused, checked, clean_name
from tests.uploads import GOOD, OLE2, PDF, PNG, file, office, open_document, zipped


@pytest.mark.parametrize("extension", GOOD)
def test_good_file_is_known_by_its_content(extension):
    taken = checked(file(f"Prisliste.{extension.upper()}", GOOD[extension]))

    assert (taken.content_type, taken.content) == (KINDS[extension], GOOD[extension])


def test_text_in_an_older_encoding_is_text():
    assert checked(file("gammel.txt", "blåbær".encode("latin-1"))).content_type == "text/plain"


BAD = {
    "a program": ("spill.exe", b"MZ\x90\x00"),
    "a page": ("side.html", b"<script>alert(1)</script>"),
    "a drawing that runs": ("logo.svg", b"<svg onload='x'/>"),
    "a program called a text": ("les.pdf.exe", PDF),
    "no extension": ("prisliste", PDF),
    "empty": ("tom.pdf", b""),
    "a program with the name of a PDF": ("faktura.pdf", b"MZ\x90\x00" + b"\x00" * 100),
    "a page with the name of a PDF": ("faktura.pdf", b"<html></html>"),
    "a picture with the name of a PDF": ("faktura.pdf", PNG),
    "a PDF with the name of a picture": ("bilde.png", PDF),
    "a document with the name of a sheet": ("ark.xlsx", office("docx")),
    "a sheet with the name of a document": ("tekst.odt", open_document("ods")),
    "an archive with the name of a document": ("brev.docx", zipped(a="b")),
    "a program with the name of a text": ("les.txt", b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 60),
    "a picture with the name of a text": ("les.txt", PNG),
    "an older document": ("brev.doc", OLE2),
    "an older document with a newer name": ("brev.docx", OLE2),
    "a macro document": ("brev.docm", office("docx")),
    "a macro sheet": ("ark.xlsm", office("xlsx")),
    "a macro inside": (
        "brev.docx",
        office("docx", word__vbaProject_bin="x").replace(b"vbaProject_bin", b"vbaProject.bin"),
    ),
    "a macro in other letters": (
        "brev.docx",
        zipped(**{"[Content_Types].xml": "", "xl__VBAPROJECT.BIN": "x"}),
    ),
    "a control that runs": ("brev.docx", office("docx", word__activeX__a="x")),
    "macros declared": (
        "brev.docx",
        zipped(**{"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}),
    ),
    "a macro in an open document": ("brev.odt", open_document("odt", Basic__Standard__x="x")),
    "a script in an open document": ("brev.odt", open_document("odt", Scripts__python__x="x")),
    "a PDF that is also a document": ("brev.docx", PDF + GOOD["docx"]),
    "a picture that is also a document": ("brev.docx", PNG + GOOD["docx"]),
    "a document that is also a PDF": ("faktura.pdf", GOOD["docx"] + PDF),
    "a broken archive": ("brev.docx", GOOD["docx"][:60]),
    "a bomb": ("brev.docx", office("docx", bombe="0" * (201 * 1024 * 1024))),
    "many pieces": ("brev.docx", office("docx", **{f"p{n}": "" for n in range(3100)})),
    "too large": ("stor.pdf", PDF + b"\x00" * MOST_BYTES),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_file_is_refused_with_a_reason(kind):
    with pytest.raises(FileRefused) as refused:
        checked(file(*BAD[kind]))

    assert str(refused.value)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        (r"C:\Users\Silje\plan.pdf", "plan.pdf"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "ab Set-Cookie- x.pdf"),
        (".htaccess.pdf", "htaccess.pdf"),
        ("  pris  liste .pdf", "pris liste .pdf"),
        ('a<b>:"|?*.pdf', "a-b------.pdf"),
        ("blåbær og 🫐.pdf", "blåbær og 🫐.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("\u200b\u2066", "fil"),
        ("", "fil"),
    ],
)
def test_name_is_cleaned(name, kept):
    assert clean_name(name) == kept
