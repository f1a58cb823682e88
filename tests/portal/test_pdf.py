from datetime import UTC, datetime

import pytest
import typst

from portal import pdf

DATA = {"title": "Rolleforslag", "language": "nb", "words": "Vi reparerer sykler."}


@pytest.fixture(autouse=True)
def _template(monkeypatch, tmp_path):
    """A template that shows one text, beside the shared parts."""
    (tmp_path / "base.typ").write_text((pdf.TEMPLATES / "base.typ").read_text())
    (tmp_path / "words.typ").write_text('#import "base.typ": *\n#show: sheet\n#paragraphs(data.words)\n')
    monkeypatch.setattr(pdf, "TEMPLATES", tmp_path)


def test_document_is_tagged_and_has_language_and_title():
    made = pdf.compile("words.typ", DATA)

    assert made.startswith(b"%PDF-")
    assert b"/MarkInfo" in made
    assert b"/Lang(nb)" in made
    assert b"pdfuaid:part" in made
    assert b"Rolleforslag" in made


def test_same_data_at_the_same_time_are_the_same_bytes():
    at = datetime(2026, 11, 25, tzinfo=UTC)

    assert pdf.compile("words.typ", DATA, at=at) == pdf.compile("words.typ", DATA, at=at)


@pytest.mark.parametrize("words", ['#panic("no")', "*fet* $x$ @ref <label> `kode` \\", "] #[", "#sys.inputs"])
def test_words_are_never_markup(words):
    at = datetime(2026, 11, 25, tzinfo=UTC)

    made = pdf.compile("words.typ", DATA | {"words": words}, at=at)

    assert made.startswith(b"%PDF-")


@pytest.mark.parametrize(
    "words", ["Sykler 🚲 og 👩‍🔧", "漢字 عربي", "\u0007\ufe0f", "□🚲", '"🚲" \\u{1f6b2}']
)
def test_what_no_font_draws_becomes_a_square(words):
    assert pdf.compile("words.typ", DATA | {"words": words}).startswith(b"%PDF-")


def test_fifty_pages_are_set():
    words = "\n\n".join(["Vi reparerer sykler og lærer bort. " * 40] * 70)

    assert len(pdf.compile("words.typ", DATA | {"words": words})) > 10_000


def test_template_that_is_wrong_says_so(tmp_path):
    (tmp_path / "wrong.typ").write_text("#unknown")

    with pytest.raises(typst.TypstError):
        pdf.compile("wrong.typ", DATA)
