import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from portal.text import LineField, TextField, clean_line, clean_text, plain_excerpt, plain_html


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("null\x00 og \x1b[31mrød", "null og [31mrød"),
        ("enslig \ud800 surrogat", "enslig  surrogat"),
        ("snudd \u202eetset", "snudd etset"),
        ("A\u030a", "Å"),
        ("👩\u200d🔧 مرحبا", "👩\u200d🔧 مرحبا"),
        ("  a \n\n\n\n b  ", "a\n\n b"),
    ],
)
def test_clean_text_keeps_words_and_drops_what_harms(given, kept):
    assert clean_text(given) == kept


def test_clean_line_is_never_a_mail_header():
    assert clean_line("Kari\r\nBcc: alle@example.no") == "Kari Bcc: alle@example.no"


@given(st.text())
def test_cleaned_text_can_be_stored_and_is_clean(text):
    cleaned = clean_text(text)

    assert "\x00" not in cleaned
    assert cleaned.encode().decode() == cleaned
    assert clean_text(cleaned) == cleaned


def test_fields_clean_before_they_count():
    class Form(forms.Form):
        line = LineField()
        text = TextField(max_length=3)

    form = Form({"line": " Kari\nNordmann\x00 ", "text": "a\r\nb\x00"})

    assert form.is_valid()
    assert form.cleaned_data == {"line": "Kari Nordmann", "text": "a\nb"}


def test_plain_html_escapes_and_links():
    html = plain_html("<script>alert(1)</script> & https://example.org/?a=1&b=2\nlinje\n\navsnitt")

    assert html == (
        '<p dir="auto">&lt;script&gt;alert(1)&lt;/script&gt; &amp; '
        '<a href="https://example.org/?a=1&amp;b=2" rel="nofollow ugc noopener">'
        "https://example.org/?a=1&amp;b=2</a><br>linje</p>"
        '<p dir="auto">avsnitt</p>'
    )


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", 'https://a.example/"onclick="x'])
def test_plain_html_links_to_nothing_that_runs(text):
    html = plain_html(text)

    assert 'href="javascript' not in html
    assert 'href="data' not in html
    assert 'onclick="' not in html.replace("&quot;", "'")


def test_plain_excerpt_cuts_between_words():
    assert plain_excerpt("Ett åpent verksted på kveldstid", 20) == "Ett åpent verksted…"
    assert plain_excerpt("kort", 20) == "kort"
