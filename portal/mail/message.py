"""From a rendered letter to the bytes that go over the wire."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.utils import timezone

from portal.mail.text import one_line

METHOD = re.compile(r"^METHOD:([A-Z]+)\s*$", re.MULTILINE)


def mailbox(address):
    """The address as mail servers write it, its domain in ASCII. Raises ValueError for what is none."""
    local, at, domain = address.rpartition("@")
    if not (local and at and domain) or address != one_line(address) or " " in address:
        raise ValueError(f"Not a mail address: {one_line(address)}")
    if not local.isascii():
        raise ValueError("The part of the address before @ has letters that mail servers do not take.")
    return f"{local}@{domain.encode('idna').decode()}"


def sender():
    """The mailbox that letters come from, with the name that readers see."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Address(display_name=one_line(name), addr_spec=mailbox(address))


def build(letter, rendered):
    """The message of `letter`: text, HTML and calendar as alternatives, the calendar as a file too.

    Raises ValueError when a mail address or the calendar is not fit to be sent.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = sender()
    message["To"] = Address(addr_spec=mailbox(letter.to))
    if rendered.reply_to:
        message["Reply-To"] = Address(addr_spec=mailbox(rendered.reply_to))
    message["Subject"] = one_line(rendered.subject)
    message["Date"] = format_datetime(timezone.now())
    message["Message-ID"] = letter.message_id
    # No out-of-office reply to a machine (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    if rendered.off_url:
        # A button in the reader's mail program (RFC 8058); what it posts is answered by the same address.
        message["List-Unsubscribe"] = f"<{rendered.off_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(rendered.text, cte="quoted-printable")
    if rendered.html:
        message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    if rendered.calendar:
        _add_calendar(message, rendered.calendar)
    for name, content, mime_type in rendered.attachments:
        maintype, _, subtype = mime_type.partition("/")
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=one_line(name))
    # Last, for a message that gets more parts hands its Content headers down to the first.
    message["Content-Language"] = letter.language
    return message


def calendar_method(calendar):
    """The METHOD of an iCalendar file. Raises ValueError when it has none or several."""
    methods = set(METHOD.findall(calendar))
    if len(methods) != 1:
        raise ValueError("A calendar file in a letter needs one METHOD.")
    return methods.pop()


def _add_calendar(message, calendar):
    # Outlook refuses an invitation whose MIME method is not that of the file, so it is read from the file.
    # Clients take the last alternative that they understand; some show only attached files.
    method = calendar_method(calendar)
    message.add_alternative(calendar, subtype="calendar", cte="base64", params={"method": method})
    message.add_attachment(
        calendar.encode(), maintype="application", subtype="ics", filename="invite.ics", cte="base64"
    )
