import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from home.blocks import BodyBlock
from home.words import words_of
from tests.home.pages import BODY

pytestmark = pytest.mark.django_db


def said(*parts):
    return [words_of(child) for child in BodyBlock().to_python([{"type": k, "value": v} for k, v in parts])]


def test_a_block_says_its_editors_words_and_nothing_else():
    expected = [
        "Ombrukssenteret gir ting en runde til.",
        "Hva vi har lært",
        "Enkelt for familier",
        "Vi kaster ting som andre leter etter.\nEn deltaker",
        "12\nroller",
        "Planen\nVår 2026\nMulighetsstudie\nHøst 2026\nDialog",
        "Det vi trenger\nTransport",
        "Bli med\nGi innspill\n/innspill/",
        "Visjonen\nhttps://video.example/visjon",
    ]

    for language in ("nb", "en"):
        with translation.override(language):
            assert said(*BODY) == expected


def test_paragraphs_and_lists_are_lines():
    text = "<h3>Tittel</h3><p>Ett &amp; <b>to</b><br/>tre</p><ul><li>a</li><li>b &lt;c&gt;</li></ul>"

    assert said(("text", text)) == ["Tittel\nEtt & to\ntre\na\nb <c>"]


def test_pictures_and_documents(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": files}
    image = Image.objects.create(title="Skisse", file=get_test_image_file("skisse.png"))
    document = Document.objects.create(title="Studien", file=ContentFile(b"x", name="studie.txt"))
    picture = {"image": image.pk, "alt_text": "Plantegning", "decorative": False}

    assert said(
        ("image", {"image": picture, "caption": "Slik kan det se ut."}),
        ("image", {"image": picture, "caption": ""}),
        ("document", {"document": document.pk, "title": ""}),
    ) == ["Slik kan det se ut.", "", "Studien"]
