from email.utils import parsedate_to_datetime

import pytest
from django.utils import translation
from wagtail.models import Site

from home.programme import SiteSettings
from portal.mail import kinds, outbox
from portal.mail.delivery import deliver_due
from portal.mail.message import build, mailbox
from portal.mail.models import Letter

pytestmark = pytest.mark.django_db

CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//nb\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "SUMMARY:Dialogmøte om ombruk\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def letter(**more):
    return outbox.draft("test.kind", to="kari@example.no", data={}, dedupe_key="a", **more)


def message_of(composed, **more):
    return build(letter(**more), kinds.render_composed(composed, language="nb"))


def test_message_has_what_readers_and_servers_need(settings):
    settings.DEFAULT_FROM_EMAIL = "Omigjen i Åsker <omigjen@example.no>"
    written = letter()

    message = build(written, kinds.Rendered("Påmelding", "Tekst å lese", "<p>Tekst</p>"))

    assert str(message["From"]) == "Omigjen i Åsker <omigjen@example.no>"
    assert message["To"] == "kari@example.no"
    assert message["Subject"] == "Påmelding"
    assert message["Message-ID"] == written.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "nb"
    assert parsedate_to_datetime(message["Date"]).tzinfo is not None
    assert message.get_content_type() == "multipart/alternative"
    assert message.get_body(["plain"]).get_content() == "Tekst å lese\n"
    assert message.as_bytes().isascii()


def test_calendar_is_an_alternative_and_a_file_with_the_method_of_the_calendar():
    message = message_of(
        kinds.Composed(
            "Subject", "message", {"body": "Text"}, calendar=CALENDAR.encode(), calendar_method="REQUEST"
        )
    )

    alternatives, attached = message.iter_parts()
    types = [part.get_content_type() for part in alternatives.iter_parts()]
    calendar = list(alternatives.iter_parts())[-1]
    assert types == ["text/plain", "text/html", "text/calendar"]
    assert calendar["Content-Type"].params == {"charset": "utf-8", "method": "REQUEST"}
    assert calendar.get_payload(decode=True) == CALENDAR.encode()
    assert (attached.get_content_type(), attached.get_filename()) == ("application/ics", "invite.ics")
    assert attached.get_content() == CALENDAR.encode()


@pytest.mark.parametrize(
    ("calendar", "method"),
    [(CALENDAR, "CANCEL"), (CALENDAR.replace("METHOD:REQUEST\r\n", ""), "REQUEST")],
)
def test_calendar_of_another_method_is_refused(calendar, method):
    with pytest.raises(ValueError, match="METHOD"):
        message_of(kinds.Composed("S", "message", calendar=calendar, calendar_method=method))


def test_line_breaks_never_make_a_header():
    message = message_of(
        kinds.Composed("Hello\r\nBcc: all@example.no\r\n\r\nBody\u2028X", "message", {"body": "Text"})
    )

    assert message["Subject"] == "Hello Bcc: all@example.no Body X"
    assert message["Bcc"] is None
    assert b"\nBcc" not in message.as_bytes()


def test_injected_headers_do_not_reach_the_server(smtp_server):
    evil = "Møte\r\nBcc: victim@example.no"
    kinds.register(
        "test.evil", lambda letter: kinds.Composed(evil, "message", {"body": f"{evil}\n.\n<b>x</b>"})
    )
    outbox.write("test.evil", to="kari@example.no", data={}, dedupe_key="a")

    deliver_due()

    assert len(smtp_server.messages) == 1
    message = smtp_server.messages[0]
    assert message["Bcc"] is None
    assert message["Subject"] == "Møte Bcc: victim@example.no"
    assert "\n.\n<b>x</b>" in message.get_body(["plain"]).get_content()
    assert "&lt;b&gt;x&lt;/b&gt;" in message.get_body(["html"]).get_content()


@pytest.mark.parametrize("reply_to", ["a@b.no\r\nBcc: c@d.no", "a@b.no, c@d.no", "nobody"])
def test_reply_to_that_is_no_address_is_not_sent(smtp_server, reply_to):
    kinds.register(
        f"test.reply {reply_to}",
        lambda letter: kinds.Composed("S", "message", {"body": ""}, reply_to=reply_to),
    )
    outbox.write(f"test.reply {reply_to}", to="kari@example.no", data={}, dedupe_key="a")

    assert deliver_due() == 0
    assert Letter.objects.get().last_error.startswith("ValueError: Not a mail address")


def test_reply_to_is_given():
    message = message_of(kinds.Composed("S", "message", {"body": ""}, reply_to="kontakt@example.no"))

    assert message["Reply-To"] == "kontakt@example.no"


def test_attachments_keep_their_names():
    message = message_of(
        kinds.Composed("S", "message", attachments=[("Oversikt å.pdf", b"%PDF", "application/pdf")])
    )

    attached = list(message.iter_attachments())
    assert [(part.get_filename(), part.get_content()) for part in attached] == [("Oversikt å.pdf", b"%PDF")]


def test_a_long_host_does_not_break_the_message_id(settings):
    settings.SITE_URL = f"https://{'omigjen-' * 7}medvirkning.eksempelkommune.example.no"
    written = letter()

    message = build(written, kinds.Rendered("S", "Text", ""))

    assert f"Message-ID: {written.message_id}\r\n".encode() in message.as_bytes()


def test_emoji_and_long_lines_arrive_whole():
    text = f"{'å' * 2000} 🎉\nשלום"

    message = build(letter(), kinds.Rendered("🎉 " * 60, text, f"<p>{text}</p>"))

    assert max(len(line) for line in message.as_bytes().split(b"\r\n")) <= 998
    assert message.get_body(["plain"]).get_content() == f"{text}\n"
    assert message["Subject"] == ("🎉 " * 60).strip()


@pytest.mark.parametrize(
    ("address", "expected"),
    [("kari@blåbær.no", "kari@xn--blbr-roah.no"), ("o'hara+x@example.no", "o'hara+x@example.no")],
)
def test_mailbox_is_written_for_servers(address, expected):
    assert mailbox(address) == expected


@pytest.mark.parametrize(
    "address", ["", "a", "a@", "@b.no", "kåre@example.no", "a b@c.no", "a@b.no\n", "a@b..no"]
)
def test_mailbox_refuses_what_no_server_takes(address):
    with pytest.raises(ValueError, match="."):
        mailbox(address)


def test_plain_text_is_not_escaped_and_html_is():
    rendered = kinds.render_composed(
        kinds.Composed("Kari & Ola <AS>", "message", {"body": "Kari & Ola <b>"}, why="Because & so."),
        language="en",
    )

    assert "Kari & Ola <b>" in rendered.text
    assert "Because & so." in rendered.text
    assert "Kari &amp; Ola &lt;b&gt;" in rendered.html
    assert "\n\n\n" not in rendered.text


def test_every_letter_says_who_sends_it():
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.create(
        site=site, programme_name="Ombruk", municipality="Asker kommune", contact_email="ombruk@example.no"
    )

    with translation.override("en"):
        rendered = kinds.render_composed(kinds.Composed("S", "message", {"body": "Text"}), language="en")

    assert "Ombruk is run by Asker kommune. Questions? Write to ombruk@example.no." in rendered.text
    assert '<a href="mailto:ombruk@example.no">' in rendered.html


def test_the_html_letter_asks_nothing_of_others(mailer):
    rendered = kinds.render_composed(kinds.Composed("S", "message", {"body": "Text"}), language="nb")

    assert '<html lang="nb">' in rendered.html
    assert rendered.html.count("<h1>") == 1
    for remote in ("<img", "<link", "<script", "url(", "@import", "src="):
        assert remote not in rendered.html


def test_a_librarys_own_html_is_sent_as_it_is(smtp_server, mailer):
    mailer.send("Subject", "Text", "kari@example.no", html="<p>Own</p>")

    deliver_due()

    assert smtp_server.messages[0].get_body(["html"]).get_content() == "<p>Own</p>\n"
