"""Reading a message that was sent to us: what matters of it, whatever bytes it is made of."""

import codecs
import logging
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.parser import BytesHeaderParser
from email.policy import compat32
from functools import cached_property

from portal.mail.html_text import text_of_html
from portal.mail.text import one_line

logger = logging.getLogger(__name__)

# A letter from a mail program has a handful of parts within parts. Each costs the parser time for every line.
MAX_NESTED = 50
TEXT_READ = 100_000
HTML_READ = 400_000
ADDRESS = r"[^\s<>@,;:\"()\[\]\\]+@[^\s<>@,;:\"()\[\]\\]+"
BETWEEN = re.compile(r"[\s<>,;:\"()\[\]\\]+")
ALONE = re.compile(rf"\s*({ADDRESS})\s*")
AFTER_A_NAME = re.compile(rf'(?:"(?:[^"\\]|\\.)*"|[^<>",@;:])*<({ADDRESS})>\s*')
RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
AUTOMATIC_HEADERS = ("List-Id", "X-Autoreply", "X-Autorespond", "X-Failed-Recipients")
AUTOMATIC_PRECEDENCE = {"bulk", "junk", "list", "auto_reply", "auto-reply"}
AUTOMATIC_SENDERS = {"mailer-daemon", "postmaster", "noreply", "no-reply"}
AUTOMATIC_SUBJECT = re.compile(
    r"\s*(automatisk (svar|melding)|autosvar|fravær(smelding)?|ikke på kontoret|auto(matic)?[ -]?reply"
    r"|auto[ -]?response|out of (the )?office|undeliver|delivery status|kan ikke leveres)",
    re.IGNORECASE,
)
# Codecs that decode by running or by guessing what is written; no mail program uses them.
NO_CHARSETS = {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"}


@dataclass(frozen=True)
class Incoming:
    """A message as it came. What it says is read when it is asked for.

    `sender` is empty unless one mailbox alone, clearly written, is said to have sent it. `authentication`
    holds the headers in which mail servers on its way say what they found out, the last server's first.
    """

    raw: bytes
    message_id: str
    sender: str
    recipients: tuple
    is_automatic: bool
    authentication: tuple

    @property
    def text(self):
        """What it says in plain text; None when that cannot be read."""
        return self._content[0]

    @property
    def has_files(self):
        return self._content[1]

    @cached_property
    def _content(self):
        return _content_of(self.raw)


def read_message(raw):
    """The message that these bytes hold. Bytes that are no message give one without anything in it."""
    headers = BytesHeaderParser(policy=compat32).parsebytes(raw)
    recipients = [value for name in RECIPIENTS for value in _all(headers, name)]
    return Incoming(
        raw=raw,
        message_id=one_line(_first(headers, "Message-ID")),
        sender=_sender(headers),
        recipients=tuple(word for each in recipients for word in BETWEEN.split(each) if word.count("@") == 1),
        is_automatic=_is_automatic(headers),
        authentication=tuple(one_line(value) for value in _all(headers, "Authentication-Results")),
    )


def _all(message, name):
    return [str(value) for value in message.get_all(name, [])]


def _first(message, name):
    return next(iter(_all(message, name)), "")


def _sender(headers):
    written = _all(headers, "From")
    if len(written) != 1 or len(written[0]) > 1000:
        return ""
    value = one_line(written[0])
    match = ALONE.fullmatch(value) or AFTER_A_NAME.fullmatch(value)
    return match[1].lower() if match else ""


def _is_automatic(headers):
    """Whether a machine wrote it: an absence notice, a list, a bounce (RFC 3834)."""
    auto = _first(headers, "Auto-Submitted").partition(";")[0].strip().lower()
    precedence = _first(headers, "Precedence").strip().lower()
    local = _sender(headers).partition("@")[0]
    return (
        auto not in ("", "no")
        or precedence in AUTOMATIC_PRECEDENCE
        or any(_all(headers, name) for name in AUTOMATIC_HEADERS)
        or _first(headers, "Return-Path").strip() == "<>"
        or _first(headers, "Content-Type").strip().lower().startswith("multipart/report")
        or local in AUTOMATIC_SENDERS
        or bool(AUTOMATIC_SUBJECT.match(one_line(_first(headers, "Subject")[:200])))
    )


def _content_of(raw):
    """(the text or None, whether there are files)."""
    if len(re.findall(rb"multipart/|message/", raw, re.IGNORECASE)) > MAX_NESTED:
        return None, False
    try:
        parts = list(_leaves(message_from_bytes(raw, policy=compat32)))
        shown = [part for part in parts if not _is_file(part)]
        return _text_of(shown), len(shown) < len(parts)
    except Exception:  # There is no end to what the parser stumbles over; the message is unreadable then.
        logger.warning("A message that came in could not be read")
        return None, False


def _leaves(message):
    """The parts that hold something; a message within the message is one, for its words are another's."""
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.get_payload():
            yield from _leaves(part)
    else:
        yield message


def _is_file(part):
    """Pictures that the text itself shows, such as a logo below the name, are none."""
    if part.get_content_disposition() == "attachment":
        return True
    return part.get_content_maintype() != "text" and not part["Content-ID"]


def _text_of(parts):
    """Some mail programs go on in a part of its own below each picture."""
    if plain := [part for part in parts if part.get_content_type() == "text/plain"]:
        return "\n".join(map(_plain_text, plain))[:TEXT_READ]
    for part in parts:
        if part.get_content_type() == "text/html":
            return text_of_html(_decoded(part, HTML_READ))[:TEXT_READ]
    return ""


def _plain_text(part):
    text = _decoded(part, TEXT_READ)
    return _reflowed(text, part) if part.get_param("format") == "flowed" else text


def _decoded(part, most):
    content = part.get_payload(decode=True) or b""
    for charset in (part.get_content_charset("utf-8"), "utf-8"):
        try:
            name = codecs.lookup(charset).name
            if name not in NO_CHARSETS:
                return content.decode(name)[:most]
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")[:most]


def _reflowed(text, part):
    """Lines that were broken only to be short are one again (RFC 3676)."""
    delsp = str(part.get_param("delsp", "")).lower() == "yes"
    lines, goes_on = [], False
    for line in text.splitlines():
        is_soft = line.endswith(" ") and line != "-- " and not line.startswith(">")
        words = line[:-1] if is_soft and delsp else line
        if goes_on and not line.startswith(">") and line != "-- ":
            lines[-1] += words
        else:
            lines.append(words)
        goes_on = is_soft
    return "\n".join(lines)
