"""Delivering letters: claim one, compose it, hand it over, write down what became of it."""

import logging
import random
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.mail import kinds
from portal.mail.message import build
from portal.mail.models import Letter
from portal.mail.smtp import Outage, Refused, Session

logger = logging.getLogger(__name__)

# How long a letter rests after its first, second … refusal: eight attempts in about two days.
REST = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60)]
MAX_ATTEMPTS = len(REST) + 1
SUBJECT_LENGTH = Letter._meta.get_field("subject").max_length


@dataclass
class Round:
    """What one round of delivery did. `outage` holds the words when the mail server could not be used."""

    sent: int = 0
    handled: int = 0
    outage: str = ""


class Kept:
    """The demo's mail server: takes every letter and passes none on."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass

    def ready(self):
        pass

    def send(self, message, to):
        pass


def deliver_due(*, limit=None):
    """Send the letters whose time has come, at most `limit`. Returns how many were sent.

    Many workers may run this at once. A worker that is killed loses no letter, and doubles at most the one in
    its hand, under the same Message-ID. When the mail server cannot be used the letters wait as they are.
    """
    return deliver_round(limit=limit).sent


def deliver_round(*, limit=None, go_on=lambda: True):
    """As `deliver_due`, stopping between two letters when `go_on()` says so. Returns the Round."""
    done = Round()
    if not Letter.objects.due().exists():
        return done
    try:
        with Kept() if settings.DEMO else Session() as session:
            while (limit is None or done.handled < limit) and go_on():
                session.ready()
                if (letter := claim()) is None:
                    break
                done.handled += 1
                done.sent += deliver(letter, session)
    except Outage as outage:
        done.outage = str(outage)
        logger.warning("Mail waits: %s", done.outage)
        _note_outage(done.outage)
    return done


@transaction.atomic
def claim():
    """Take the oldest due letter in hand, or return None.

    The claim is committed before anything slow happens, so no row stays locked while a mail server thinks,
    and taking a letter back never waits for one. It lapses in time for a letter whose worker was killed.
    """
    letter = Letter.objects.due().select_for_update(skip_locked=True).first()
    if letter is None:
        return None
    # The four answers that handing over a letter waits for, and some time to compose it.
    letter.claimed_until = timezone.now() + timedelta(seconds=6 * settings.SMTP_TIMEOUT)
    letter.attempts += 1
    letter.save(update_fields=["claimed_until", "attempts"])
    return letter


def deliver(letter, session):
    """Compose and hand over one claimed letter. Returns whether it was sent. Raises Outage."""
    sent = _deliver(letter, session)
    if kinds.is_traceless(letter.kind):
        Letter.objects.finished().filter(pk=letter.pk).delete()
    return sent


def _deliver(letter, session):
    if letter.attempts > MAX_ATTEMPTS:
        _give_up(letter, "The worker stopped each time it tried to send this letter.")
        return False
    try:
        with transaction.atomic():
            held_until = kinds.held_until(letter)
            rendered = None if held_until else kinds.render(letter)
        message = rendered and build(letter, rendered)
    except Exception as error:
        logger.exception("Letter %s (%s) could not be composed", letter.pk, letter.kind)
        _put_back(letter, f"{type(error).__name__}: {error}")
        return False
    if held_until:
        _hold(letter, held_until)
        return False
    if rendered is None:
        Letter.objects.waiting().filter(pk=letter.pk).update(state=Letter.State.VOID, claimed_until=None)
        return False
    try:
        session.send(message, letter.to)
    except Refused as refused:
        (_give_up if refused.permanent else _put_back)(letter, str(refused))
        return False
    except Outage as outage:
        _put_back(letter, str(outage))
        raise
    _mark_sent(letter, rendered)
    return True


def _mark_sent(letter, rendered):
    # What has left has left, also when it was taken back while it was on its way.
    private = kinds.is_private(letter.kind) and not settings.DEMO
    Letter.objects.filter(pk=letter.pk).update(
        state=Letter.State.SENT,
        sent_at=timezone.now(),
        claimed_until=None,
        last_error="",
        language=letter.language,
        subject=rendered.subject[:SUBJECT_LENGTH],
        text="" if private else rendered.text,
        html="" if private else rendered.html,
        calendar="" if private else rendered.calendar,
        data={} if private else letter.data,
    )


def _put_back(letter, words):
    """Let the letter rest for a while, longer each time, and give up after the last."""
    if letter.attempts >= MAX_ATTEMPTS:
        _give_up(letter, words)
        return
    # Not all at once again: letters that were refused together come back spread out.
    rest = REST[letter.attempts - 1] * random.uniform(0.8, 1.2)
    Letter.objects.waiting().filter(pk=letter.pk).update(
        claimed_until=None, send_after=timezone.now() + rest, last_error=words
    )


def _hold(letter, moment):
    """Let the letter wait until a moment of its own; that was no attempt to send it."""
    Letter.objects.waiting().filter(pk=letter.pk).update(
        claimed_until=None, send_after=moment, attempts=letter.attempts - 1
    )


def _give_up(letter, words):
    logger.error("Letter %s (%s) failed: %s", letter.pk, letter.kind, words)
    Letter.objects.waiting().filter(pk=letter.pk).update(
        state=Letter.State.FAILED, claimed_until=None, last_error=words
    )


@transaction.atomic
def _note_outage(words):
    """Show on waiting letters why they wait, passing by those that somebody else holds."""
    late = Letter.objects.due().exclude(last_error=words).select_for_update(skip_locked=True)
    Letter.objects.filter(pk__in=[letter.pk for letter in late[:100]]).update(last_error=words)
