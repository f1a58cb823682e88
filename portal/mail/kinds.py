"""The kinds of letters there are, and how each is composed when it is due."""

from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from portal.mail.message import calendar_method
from portal.mail.text import one_line, tidy
from portal.mail.topics import optional_topic_of


@dataclass(frozen=True)
class Composed:
    """What the app that owns a kind says.

    The body is `emails/<template>.txt` and `emails/<template>.html`, filled with `context`. `calendar` is an
    iCalendar file whose METHOD is `calendar_method`. `attachments` are (file name, bytes, MIME type).
    `why` is the sentence of the footer that tells why the reader gets this.
    """

    subject: str
    template: str
    context: dict = field(default_factory=dict)
    calendar: str | bytes | None = None
    calendar_method: str | None = None
    attachments: tuple = ()
    reply_to: str = ""
    why: str = ""


@dataclass(frozen=True)
class Rendered:
    """A letter as its reader gets it."""

    subject: str
    text: str
    html: str
    calendar: str = ""
    attachments: tuple = ()
    reply_to: str = ""
    # Where letters of this kind are turned off; empty when they can't be.
    off_url: str = ""


@dataclass(frozen=True)
class Reader:
    """What is known of who gets a letter: their own language, whether they want it, where to turn it off."""

    language: str = ""
    wants_it: bool = True
    off_url: Callable[[], str] = str


_composers = {}
_private = set()
_traceless = set()
_holders = {}
_sender = {}
_readers = {}


def register(kind, compose, *, private=False, traceless=False, hold=None):
    """Say who composes letters of `kind`: `compose(letter) -> Composed | None`, None when no longer needed.

    A `private` kind carries secrets such as sign-in codes: its words are the reader's alone and are not kept.
    Of a `traceless` kind not even the address is kept once it is sent or given up.
    `hold(letter)` may say until what moment a letter that is due must wait after all; None lets it go.
    It runs when the letter is due, in the reader's language and Norwegian time. Call this in AppConfig.ready.
    """
    if _composers.setdefault(kind, compose) is not compose:
        raise ValueError(f"Letters of kind {kind} already have a writer.")
    if hold:
        _holders[kind] = hold
    if private:
        _private.add(kind)
    if traceless:
        _traceless.add(kind)


def registered_kinds():
    return set(_composers)


def held_until(letter):
    """The moment that a letter must wait for although it is due, or None."""
    hold = _holders.get(letter.kind)
    return hold(letter) if hold else None


def is_traceless(kind):
    """Whether a letter of this kind is deleted once nobody will send it any more."""
    return kind in _traceless


def is_private(kind):
    """Whether nobody but the reader may see what letters of this kind say."""
    return kind in _private


def register_sender(describe):
    """Decorate the function that tells who sends every letter: name, owner, email, in the active language."""
    _sender["sender"] = describe
    return describe


def register_reader(find):
    """Decorate the function `(address, topic) -> Reader`; the topic is None for what can't be turned off."""
    _readers["find"] = find
    return find


def render(letter):
    """The letter in its reader's language as it reads now, or None when it is not needed or not wanted.

    The language is the one that the reader has chosen, else the letter's; the letter at hand takes it.
    Raises LookupError for a kind that nobody registered, and whatever its writer raises.
    """
    if letter.kind not in _composers:
        raise LookupError(f"Nobody composes letters of kind {letter.kind}.")
    reader = _readers["find"](letter.to, optional_topic_of(letter.kind)) if _readers else Reader()
    if not reader.wants_it:
        return None
    letter.language = _language_for(letter, reader)
    with translation.override(letter.language), timezone.override(ZoneInfo(settings.TIME_ZONE)):
        composed = _composers[letter.kind](letter)
        if composed is None or isinstance(composed, Rendered):
            return composed
        return render_composed(composed, language=letter.language, off_url=reader.off_url())


def _language_for(letter, reader):
    wishes = (reader.language, letter.language)
    return next((wish for wish in wishes if wish in dict(settings.LANGUAGES)), settings.LANGUAGE_CODE)


def render_composed(composed, *, language, off_url=""):
    """Fill the templates of `composed` in the active language."""
    subject = one_line(composed.subject)
    context = {
        "subject": subject,
        "language": language,
        "site_url": settings.SITE_URL,
        "why": composed.why,
        "off_url": off_url,
        "sender": {"name": settings.WAGTAIL_SITE_NAME},
    }
    context |= {name: describe() for name, describe in _sender.items()}
    context |= composed.context
    calendar = _calendar(composed)
    return Rendered(
        subject=subject,
        text=tidy(_fill(f"emails/{composed.template}.txt", context, autoescape=False)),
        html=_fill(f"emails/{composed.template}.html", context, autoescape=True),
        calendar=calendar,
        attachments=tuple(composed.attachments),
        reply_to=one_line(composed.reply_to),
        off_url=off_url,
    )


def _calendar(composed):
    if not composed.calendar:
        return ""
    calendar = composed.calendar
    calendar = calendar.decode() if isinstance(calendar, bytes) else calendar
    if composed.calendar_method not in (None, calendar_method(calendar)):
        raise ValueError("The METHOD of the calendar file is not the one that the letter says.")
    return calendar


def _fill(name, context, *, autoescape):
    # Django escapes by default whatever the file's name; a plain text letter must keep its ampersands.
    return get_template(name).template.render(Context(context, autoescape=autoescape))
