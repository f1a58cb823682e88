"""An account is erased or kept, never both; with a control that does both without the lock."""

from functools import partial

import pytest
from django.utils import timezone

from partners.people.closing import close_account, erase_account, erase_closed_accounts, keep_account
from partners.people.models import User
from portal.mail.models import Letter
from tests.concurrency.crowd import all_at_once, all_have_read
from tests.factories import UserFactory

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("committed_db")]
ROUNDS = 6


def due():
    user = close_account(UserFactory())
    User.objects.filter(pk=user.pk).update(erase_after=timezone.now())
    return user


def test_account_is_either_kept_or_erased():
    for _round in range(ROUNDS):
        user = due()

        kept, erased = all_at_once([partial(keep_account, user), partial(erase_account, user.pk)], threads=2)

        there = User.objects.filter(pk=user.pk).first()
        if there:
            assert (kept, erased, there.erase_after) == (user, False, None)
        else:
            assert isinstance(kept, User.DoesNotExist)
            assert erased is True


def test_without_the_lock_somebody_is_told_that_the_account_is_kept_and_it_is_gone():
    user = due()
    here = all_have_read(2)

    def keep_without_lock():
        found = User.objects.get(pk=user.pk)
        here.wait()
        User.objects.filter(pk=found.pk).update(erase_after=None)
        here.wait()
        return "kept"

    def erase_without_lock():
        found = User.objects.get(pk=user.pk, erase_after__lte=timezone.now())
        here.wait()
        here.wait()
        found.delete()
        return "erased"

    outcomes = all_at_once([keep_without_lock, erase_without_lock], threads=2)

    assert outcomes == ["kept", "erased"]
    assert not User.objects.filter(pk=user.pk).exists()


def test_chore_in_several_workers_erases_once_and_writes_one_last_letter():
    users = [due() for _number in range(3)]

    outcomes = all_at_once([erase_closed_accounts] * 4, threads=4)

    assert sum(outcomes) == 3
    assert not User.objects.filter(pk__in=[user.pk for user in users]).exists()
    assert Letter.objects.filter(kind="people.erased").count() == 3
