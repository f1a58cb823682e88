"""Closing one's account, regretting it, and what happens when the time to regret is over."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.people import letters
from partners.people.erasing import erase_everything
from partners.people.errors import WorksHere
from partners.people.models import Person, User
from partners.people.rules import works_here
from partners.people.sessions import end_sessions_that_hold
from partners.people.subjects import subject_of
from portal.live.actions import shut_out_everywhere

logger = logging.getLogger(__name__)

TIME_TO_REGRET = timedelta(days=14)

_closers = []


def when_closed(hand_over):
    """Decorate what a subject above does, in the same transaction, when `user` closes their account."""
    _closers.append(hand_over)
    return hand_over


@transaction.atomic
def close_account(user):
    """Close the account now, and erase it when the time to regret is over. Twice is harmless.

    Raises `WorksHere` for who works for the municipality: their rights are taken away by a colleague first,
    so that nobody who others count on is gone without a word.
    """
    # Without the key, so that nobody who writes a row about them meanwhile is waited for.
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if works_here(user):
        raise WorksHere
    if not user.is_closed:
        user.erase_after = timezone.now() + TIME_TO_REGRET
        user.save(update_fields=["erase_after"])
        log(user, "partners.person.close", user=user, title=str(user.pk))
        letters.write("account_closed", to=user.email, context={"timestamp": user.erase_after})
        for hand_over in _closers:
            hand_over(user)
        shut_out_everywhere(user)
    return user


@transaction.atomic
def keep_account(user):
    """Open a closed account again. Twice is harmless. Raises User.DoesNotExist when it is erased."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_closed:
        user.erase_after = None
        user.save(update_fields=["erase_after"])
        log(user, "partners.person.keep", user=user, title=str(user.pk))
        letters.write("account_kept", to=user.email, context={})
    return user


def erase_closed_accounts():
    """Erase the accounts whose time to regret is over. What goes wrong with one does not stop the others.

    Returns how many. Raises the last error, so that the clock tells of it.
    """
    erased, trouble = 0, None
    due = User.objects.filter(erase_after__lte=timezone.now()).order_by("erase_after", "pk")
    for pk in due.values_list("pk", flat=True):
        try:
            erased += erase_account(pk)
        except Exception as error:
            logger.exception("Account %s could not be erased", pk)
            trouble = error
    if trouble:
        raise trouble
    return erased


def erase_account(pk):
    """Erase one account whose time to regret is over. False when it is regretted, gone, or works here.

    The last letter is written in the same transaction; once it has left, no row holds the address.
    """
    if user := User.objects.filter(pk=pk, erase_after__lte=timezone.now()).first():
        # Reading every session takes a while: before anything is locked.
        end_sessions_that_hold(subject_of(user).addresses)
    return _erase(pk)


@transaction.atomic
def _erase(pk):
    user = User.objects.select_for_update().filter(pk=pk, erase_after__lte=timezone.now()).first()
    if user is None or works_here(user):
        return False
    subject = subject_of(user)
    # Nobody signs this person up for anything while they are being erased.
    list(Person.objects.select_for_update().filter(pk__in=[each.pk for each in subject.people]))
    language = user.language
    log(user, "partners.person.erase", title=str(user.pk))
    erase_everything(subject)
    letters.write_last(to=user.email, language=language)
    return True
