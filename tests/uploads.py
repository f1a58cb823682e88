"""Files to hand in, small and real enough to be known by their content."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.uploads import KINDS, checked

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 20
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 20
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 20
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def zipped(**pieces):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pieces.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def office(extension, **pieces):
    types = f'<Types><Override ContentType="{KINDS[extension]}.main+xml"/></Types>'
    return zipped(**{"[Content_Types].xml": types, "word__document.xml": "<w/>"} | pieces)


def open_document(extension, **pieces):
    return zipped(**{"mimetype": KINDS[extension], "content.xml": "<o/>"} | pieces)


GOOD = {
    "pdf": PDF,
    "docx": office("docx"),
    "xlsx": office("xlsx"),
    "pptx": office("pptx"),
    "odt": open_document("odt"),
    "ods": open_document("ods"),
    "odp": open_document("odp"),
    "jpg": JPG,
    "jpeg": JPG,
    "png": PNG,
    "webp": WEBP,
    "txt": "Blåbærsyltetøy\r\nog mer".encode(),
}


def file(name, content):
    return SimpleUploadedFile(name, content)


def upload(name="prisliste.pdf", content=PDF):
    return checked(file(name, content))
