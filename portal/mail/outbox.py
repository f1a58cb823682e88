"""Writing letters: always in the transaction of the fact they tell of, never speaking to a mail server."""

import unicodedata
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q
from django.utils import timezone
from django.utils.html import escape

from portal.mail.models import Letter
from portal.rows import insert_new, insertion


def new_message_id():
    """The Message-ID a letter keeps through every attempt, so that a mailbox can tell a repeat."""
    host = urlsplit(settings.SITE_URL).hostname
    if not host:
        raise ImproperlyConfigured("SITE_URL has no host name.")
    return f"<{uuid.uuid4().hex}@{host}>"


def draft(kind, *, to, data, dedupe_key, about="", language="nb", send_after=None, urgent=False):
    """A letter that is not yet written. Raises ValueError for an address with line breaks in it."""
    if not to or any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in to):
        raise ValueError("A letter needs one mail address, without line breaks or control characters.")
    return Letter(
        kind=kind,
        to=to,
        data=data,
        dedupe_key=dedupe_key,
        about=about,
        language=language,
        message_id=new_message_id(),
        send_after=send_after or timezone.now(),
        urgent=urgent,
    )


def write(kind, *, to, data, dedupe_key, about="", language="nb", send_after=None, urgent=False):
    """Write one letter, and return it; None when one with this `dedupe_key` is already written."""
    letter = draft(
        kind,
        to=to,
        data=data,
        dedupe_key=dedupe_key,
        about=about,
        language=language,
        send_after=send_after,
        urgent=urgent,
    )
    written = write_many([letter])
    return written[0] if written else None


def write_many(drafts):
    """Write `drafts` in one statement, and return those that were not written before."""
    return insert_new(_in_order(drafts), key="dedupe_key")


def writing(drafts):
    """The statement that `write_many` runs, for a caller who sends several at once. At least one draft."""
    return insertion(_in_order(drafts), key="dedupe_key")


def _in_order(drafts):
    # One order for everybody: two transactions that write the same keys wait for each other, never in a ring.
    letters = {letter.dedupe_key: letter for letter in sorted(drafts, key=lambda each: each.dedupe_key)}
    return list(letters.values())


def void(*, about, kinds=None):
    """Take back the waiting letters about one thing or a list of them, of some `kinds` or of all.

    Returns how many.
    """
    letters = Letter.objects.waiting().filter(about__in=_each(about))
    if kinds is not None:
        letters = letters.filter(kind__in=kinds)
    return letters.update(state=Letter.State.VOID)


def reschedule(*, about, kind, send_after):
    """Move the waiting letters of one kind, about one thing or a list of them. Returns how many."""
    return Letter.objects.waiting().filter(about__in=_each(about), kind=kind).update(send_after=send_after)


def readdress(old, new):
    """Send what waits for one mailbox to another: the same person, who has moved. Returns how many."""
    return Letter.objects.waiting().filter(to=old).update(to=new)


def forget(addresses, *, names=()):
    """Delete every letter to these mailboxes, and the text of others that hold them or these names."""
    for address in addresses:
        Letter.objects.filter(to__iexact=address).delete()
    for words in filter(None, (*addresses, *names)):
        said = Q(text__icontains=words) | Q(html__icontains=escape(words)) | Q(calendar__icontains=words)
        Letter.objects.filter(said).update(text="", html="", calendar="")
        Letter.objects.filter(last_error__icontains=words).update(last_error="")


def _each(about):
    return [about] if isinstance(about, str) else list(about)


def send_again(letter):
    """Send a letter once more, at once, composed anew. Returns the letter that will be sent.

    One that never left goes back in the queue as it was. One that did leave gets a copy with a Message-ID of
    its own, for a mailbox throws away a letter that it has seen.
    """
    if letter.state == Letter.State.WAITING:
        Letter.objects.waiting().filter(pk=letter.pk).update(send_after=timezone.now())
        return letter
    if letter.state == Letter.State.SENT:
        return write(
            letter.kind,
            to=letter.to,
            data=letter.data,
            dedupe_key=f"{letter.dedupe_key[:140]}#{uuid.uuid4().hex[:16]}",
            about=letter.about,
            language=letter.language,
        )
    letter.state = Letter.State.WAITING
    letter.attempts = 0
    letter.last_error = ""
    letter.send_after = timezone.now()
    letter.claimed_until = None
    letter.save(update_fields=["state", "attempts", "last_error", "send_after", "claimed_until"])
    return letter


def take_back(letter):
    """Void one letter that has not left. False when it is sent, or in a worker's hand."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    open_states = [Letter.State.WAITING, Letter.State.FAILED]
    letters = Letter.objects.filter(free, pk=letter.pk, state__in=open_states)
    return bool(letters.update(state=Letter.State.VOID))
