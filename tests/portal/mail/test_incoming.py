"""Messages as they come: what is read of them, and that nothing can be sent that brings the reading down."""

import time

import pytest

from portal.mail.html_text import text_of_html
from portal.mail.incoming import read_message
from portal.mail.replying import own_words

HEADERS = b"From: Kari <kari@example.no>\r\nTo: svar@example.no\r\nMessage-ID: <1@x.no>\r\n"

ENCODED = b"Content-Transfer-Encoding: %s\r\n"
MIXED = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"


def text_of(content, content_type="text/plain; charset=utf-8", extra=b""):
    head = HEADERS + b"Content-Type: " + content_type.encode() + b"\r\n" + extra
    return read_message(head + b"\r\n" + content).text


@pytest.mark.parametrize(
    ("content", "content_type", "extra"),
    [
        ("Blåbær".encode(), "text/plain; charset=utf-8", b""),
        ("Blåbær".encode("latin-1"), "text/plain; charset=iso-8859-1", b""),
        ("Blåbær".encode("latin-1"), "text/plain; charset=utf-8", b""),
        ("Blåbær".encode("latin-1"), "text/plain", b""),
        ("Blåbær".encode(), "text/plain; charset=nonsense", b""),
        ("Blåbær".encode(), "text/plain; charset=punycode", b""),
        (
            b"Bl=C3=A5b=\r\n=C3=A6r",
            "text/plain; charset=utf-8",
            b"Content-Transfer-Encoding: quoted-printable\r\n",
        ),
        (b"QmzDpWLDpnI=", "text/plain; charset=utf-8", ENCODED % b"base64"),
        ("<p>Blåbær</p><script>x</script>".encode(), "text/html; charset=utf-8", b""),
    ],
)
def test_text_is_read_however_it_is_written(content, content_type, extra):
    assert text_of(content, content_type, extra).strip() == "Blåbær"


def test_lines_that_were_only_broken_are_one_again():
    flowed = text_of(b"En lang \r\nsetning.\r\nNy.\r\n\r\n-- \r\nKari\r\n", "text/plain; format=flowed")

    assert flowed == "En lang setning.\nNy.\n\n-- \nKari"


GMAIL = (
    '<div dir="ltr">Ja, <b>lørdag</b> passer.<div><br></div><div>Kari</div></div><br>'
    '<div class="gmail_quote"><div class="gmail_attr">tor. 26. nov. 2026 kl. 14:05 skrev Omigjen '
    '&lt;<a href="mailto:o@x.no">o@x.no</a>&gt;:<br></div>'
    "<blockquote><p>Passer lørdag?</p><p>– Silje</p></blockquote></div>"
)
OUTLOOK = (
    "<html><head><style>p{color:red}</style></head><body><p>Ja, <b>lørdag</b> passer.</p><p>&nbsp;</p>"
    '<p>Kari</p><div style="border-top:solid"><p><b>Fra:</b> Omigjen &lt;o@x.no&gt;<br>'
    "<b>Sendt:</b> torsdag<br><b>Til:</b> Kari<br><b>Emne:</b> Nytt</p></div>"
    "<p>Passer lørdag?</p></body></html>"
)


@pytest.mark.parametrize("html", [GMAIL, OUTLOOK])
def test_html_alone_is_read_as_text(html):
    said = own_words(text_of_html(html))

    assert (" ".join(said.text.split()), said.is_sure) == ("Ja, lørdag passer. Kari", True)


@pytest.mark.parametrize(
    ("sender", "read"),
    [
        ("Kari@Example.no", "kari@example.no"),
        ('"Nordmann, Kari" <kari@example.no>', "kari@example.no"),
        ("=?utf-8?q?K=C3=A5re?= <kari@example.no>", "kari@example.no"),
        ("kari@example.no <per@example.no>", ""),
        ("kari@example.no, per@example.no", ""),
        ("kari@example.no]<per@example.no>", ""),
        ("<kari@example.no> <per@example.no>", ""),
        ("Kari", ""),
    ],
)
def test_sender_is_one_clearly_written_mailbox_or_nobody(sender, read):
    assert read_message(f"From: {sender}\r\n\r\nHei".encode()).sender == read


def test_two_senders_are_none():
    assert read_message(b"From: a@example.no\r\nFrom: b@example.no\r\n\r\nHei").sender == ""


def nested(depth):
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth)
    )
    return HEADERS + parts + b"\r\nHei\r\n"


BAD = {
    "nothing": b"",
    "bytes": bytes(range(256)) * 40,
    "nulls": HEADERS + b"\0\0\r\n\r\nHei\0 du\0",
    "10,000 parts in parts": nested(10_000),
    "10,000 parts": HEADERS
    + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    + b"--b\r\n\r\nHei\r\n" * 10_000,
    "1,000 messages in messages": HEADERS + b"Content-Type: message/rfc822\r\n\r\n" * 1_000,
    "no end of a part": HEADERS + b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n--",
    "a long line": HEADERS + b"Subject: " + b"x" * 1_000_000 + b"\r\n\r\nHei",
    "many headers": b"To: svar@example.no\r\n" * 20_000 + b"\r\nHei",
    "headers within a header": HEADERS + b" X: y\r\nSubject: =?utf-8?b?DQpCY2M6IHg=?=\r\n\r\nHei",
    "bad words in a header": b"Subject: =?nonsense?q?=FF?=\r\nFrom: =?utf-8?b?////?= <\xff@\xfe>\r\n\r\nHei",
    "bad base64": HEADERS + b"Content-Transfer-Encoding: base64\r\n\r\n====A%%%",
    "uuencoded": HEADERS + b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\r\nM\xff\r\n",
    "html in html": HEADERS + b"Content-Type: text/html\r\n\r\n" + b"<blockquote>" * 20_000 + b"Hei",
    "comments in html": HEADERS + b"Content-Type: text/html\r\n\r\n" + b"<!--" * 50_000,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_messages_are_read_as_far_as_they_go(name):
    message = read_message(BAD[name])

    assert message.text is None or own_words(message.text) is not None


def test_recipients_are_read_wherever_they_stand():
    head = b'Delivered-To: svar+a@x.no\r\nTo: "Svar, alle" <svar+b@x.no>, svar+c@x.no (kari)\r\nCc: ingen\r\n'

    assert read_message(head + b"\r\nHei").recipients == ("svar+a@x.no", "svar+b@x.no", "svar+c@x.no")


def test_long_recipients_take_no_time():
    start = time.process_time()

    read_message(b"To: " + b"a" * 9_000 + b"\r\n" + (b"Cc: " + b"a" * 9_000 + b"\r\n") * 50 + b"\r\nHei")

    assert time.process_time() - start < 2


PARTS = (
    b"--b\r\nContent-Type: text/plain\r\n\r\nBildet er herfra:\r\n"
    b"--b\r\nContent-Type: image/png\r\nContent-Disposition: inline; filename=a.png\r\n\r\nx\r\n"
    b"--b\r\nContent-Type: text/plain\r\n\r\nDet passer fint.\r\n"
    b"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: Hei\r\n\r\nEn annens ord\r\n--b--\r\n"
)


def test_text_goes_on_below_a_picture_and_a_message_within_is_a_file():
    message = read_message(HEADERS + MIXED + PARTS)

    assert message.text.split("\n") == ["Bildet er herfra:", "Det passer fint."]
    assert message.has_files
