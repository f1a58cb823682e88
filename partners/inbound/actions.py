"""What happens to answers by mail: they are posted, held or refused, and what is held is decided."""

import hashlib
import re
import uuid
from datetime import timedelta
from enum import StrEnum

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from partners.inbound.addresses import address_among
from partners.inbound.errors import AlreadyDecided, CannotAnswer
from partners.inbound.letters import write_outcome
from partners.inbound.models import MailReply, ReplyAddress
from partners.inbound.places import longest_in, may_answer, write_answer
from portal.mail.replying import own_words
from portal.ratelimit import allow
from portal.rows import insert_new
from portal.text import clean_text

State, Reason = MailReply.State, MailReply.Reason
REFUSED = (Reason.NOT_ALLOWED, Reason.EXPIRED)
PER_HOUR = 30
# What is held is read by a person: of more than this nobody can make anything.
LONGEST_HELD = 20_000
# Quoted words and comments among what a server has found: the sender may have chosen them.
UNSAID = re.compile(r'"(?:[^"\\]|\\.)*"|\([^()]*\)')


class Outcome(StrEnum):
    """What became of a message. `LATER` says that it should be handed in again some time from now."""

    POSTED = "posted"
    HELD = "held"
    REFUSED = "refused"
    KNOWN = "known"
    DROPPED = "dropped"
    LATER = "later"


def receive(message):
    """Take in a message that has come by mail. The same one again is harmless. Returns the `Outcome`.

    What machines have written, and what goes to nobody's reply address, is dropped without a trace.
    """
    address = address_among(message.recipients)
    if address is None or message.is_automatic or not _is_at_hand(address.user):
        return Outcome.DROPPED
    key = _key_of(address, message)
    if MailReply.objects.filter(key=key).exists():
        return Outcome.KNOWN
    if not allow(f"inbound:{address.user_id}", limit=PER_HOUR, per=timedelta(hours=1)):
        return Outcome.LATER
    return _take(address, message, key)


def _is_at_hand(user):
    return user.is_active and user.erase_after is None


def _key_of(address, message):
    named = message.message_id.encode("utf-8", "replace") or message.raw
    return hashlib.sha256(b"%d:%s" % (address.pk, named)).hexdigest()


@transaction.atomic
def _take(address, message, key):
    words = own_words(message.text or "")
    text = clean_text(words.text)
    reason = _doubt(address, message, text, is_sure=words.is_sure)
    reply = MailReply(
        user=address.user,
        place=address.place,
        key=key,
        state=_state_for(reason),
        reason=reason or "",
        has_files=message.has_files,
    )
    if reply.state == State.HELD:
        reply.sender, reply.text = message.sender[:254], text[:LONGEST_HELD]
    if not insert_new([reply], key="key"):
        return Outcome.KNOWN
    if reply.state == State.POSTED:
        _post(reply, text)
    _log(reply, reply.state, by=reply.user)
    write_outcome(reply)
    return Outcome(reply.state)


def _state_for(reason):
    if reason is None:
        return State.POSTED
    return State.REFUSED if reason in REFUSED else State.HELD


def _doubt(address, message, text, *, is_sure):
    """Why this is not posted as it is, or None."""
    if not _is_theirs(address.user, message.sender):
        return Reason.UNKNOWN_SENDER
    if not _is_proven(message):
        return Reason.NOT_AUTHENTICATED
    if address.expires_at <= timezone.now():
        return Reason.EXPIRED
    if not may_answer(address.user, address.place):
        return Reason.NOT_ALLOWED
    if message.text is None:
        return Reason.UNREADABLE
    if not text:
        return Reason.EMPTY
    if len(text) > longest_in(address.place):
        return Reason.TOO_LONG
    return None if is_sure else Reason.UNSURE


def _is_theirs(user, sender):
    """Whether the person has confirmed that this mailbox is theirs."""
    own = EmailAddress.objects.filter(user=user, verified=True)
    return bool(sender) and own.filter(email__iexact=sender).exists()


def _is_proven(message):
    """Whether our mail server has found that it comes from the sender's domain, where it is said to look."""
    if not settings.INBOUND_AUTHSERV_ID:
        return True
    for header in message.authentication:
        server, _, results = header.partition(";")
        if server.split()[:1] == [settings.INBOUND_AUTHSERV_ID]:
            return _found_of_dmarc(results) == ["dmarc=pass"]
    return False


def _found_of_dmarc(results):
    """Each result of DMARC among them; none where quotes or comments do not come out even."""
    said, before = results.lower(), None
    while said != before:
        said, before = UNSAID.sub("", said), said
    if any(sign in said for sign in '"()'):
        return []
    firsts = [result.split()[0] for result in said.split(";") if result.strip()]
    return [first for first in firsts if first.startswith("dmarc=")]


def _post(reply, text):
    """Write it where it belongs; whose right went in the same moment is told as others who have none."""
    try:
        with transaction.atomic():
            write_answer(reply.user, reply.place, text=text, client_id=_client_id(reply))
    except CannotAnswer:
        reply.state, reply.reason = State.REFUSED, Reason.NOT_ALLOWED
        reply.save(update_fields=["state", "reason"])


def _client_id(reply):
    return uuid.UUID(reply.key[:32])


@transaction.atomic
def accept(reply, *, by):
    """Post what was held, in the name of the person whose address was answered to. Returns the post.

    Raises `AlreadyDecided`, and `CannotAnswer` where it cannot be posted; it stays held then.
    """
    reply = _held(reply)
    if not reply.text or len(reply.text) > longest_in(reply.place):
        raise CannotAnswer
    said = write_answer(reply.user, reply.place, text=reply.text, client_id=_client_id(reply))
    _decide(reply, State.POSTED, by=by)
    return said


@transaction.atomic
def discard(reply, *, by, revoke=False):
    """Throw away what was held, and tell the person if it was theirs. With `revoke` the address that it came
    to answers to nobody from now on; the next letter brings another. Raises `AlreadyDecided`."""
    reply = _held(reply)
    if revoke:
        ReplyAddress.objects.filter(user=reply.user, place=reply.place).update(serial=F("serial") + 1)
    _decide(reply, State.DISCARDED, by=by, revoked=revoke)
    write_outcome(reply)


def _held(reply):
    reply = MailReply.objects.select_for_update(of=("self",)).select_related("user").get(pk=reply.pk)
    if reply.state != State.HELD:
        raise AlreadyDecided
    return reply


def _decide(reply, state, *, by, **told):
    reply.state, reply.text, reply.sender = state, "", ""
    reply.save(update_fields=["state", "text", "sender"])
    _log(reply, "accept" if state == State.POSTED else "discard", by=by, **told)


def _log(reply, what, *, by, **told):
    told |= {"place": reply.place, "why": reply.reason}
    log(reply, f"partners.mail_reply.{what}", user=by, data=told)


def forget_old(*, before):
    """Delete what came before this moment, whether it was decided or not, and addresses that expired then."""
    MailReply.objects.filter(received_at__lt=before).delete()
    ReplyAddress.objects.filter(expires_at__lt=before).delete()
