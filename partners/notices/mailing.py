"""Notices become letters: at once or in digests, each notice in one letter, whatever becomes of the workers.

A chore runs this every minute. It keeps no count of what it has done: what is to go in a digest is what was
written before the digest's moment and is neither read nor mailed. So one that comes late, after a night
without a worker, says the same as one in time. The letter and the mark on its notices are one transaction.
"""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from partners.notices.actions import TOPIC
from partners.notices.letters import KIND
from partners.notices.models import Notice, NoticeChoices
from partners.notices.times import EVERY_DAY, is_quiet, latest_slot
from partners.people.models import Person, Unwanted, User
from portal.mail import outbox

BATCH = 500
# What has waited longer, for somebody who wanted no mail until now, is no news any more.
STALE = timedelta(days=14)
Rhythm = NoticeChoices.Rhythm


class Wish(NamedTuple):
    """What people who are written to at the same moments have chosen; named as the fields."""

    rhythm: str
    weekdays: str
    hour: int
    quiet_from: int
    quiet_to: int

    @property
    def people(self):
        """A condition on accounts: those who have chosen this, or nothing where this is what stands."""
        chosen = Q(**{f"notice_choices__{name}": value for name, value in self._asdict().items()})
        return chosen | Q(notice_choices=None) if self == UNCHOSEN else chosen

    def until(self, now):
        """What was written before this moment is due now; None while nothing may be sent."""
        if is_quiet(now, quiet_from=self.quiet_from, quiet_to=self.quiet_to):
            return None
        if self.rhythm == Rhythm.AT_ONCE:
            return now
        weekdays = EVERY_DAY if self.rhythm == Rhythm.DAILY else self.weekdays
        return latest_slot(now, hour=self.hour, weekdays=weekdays)


UNCHOSEN = Wish(*(NoticeChoices._meta.get_field(name).default for name in Wish._fields))


def write_due(now=None):
    """Write the letters that are due. Returns how many. Many may run this at once, and any may be killed."""
    now = now or timezone.now()
    rows = (
        _readers(now, until=now).order_by().values_list(*(f"notice_choices__{name}" for name in Wish._fields))
    )
    wishes = {UNCHOSEN if row[0] is None else Wish(*row) for row in rows.distinct()}
    return sum(_write(wish, now, until) for wish in sorted(wishes) if (until := wish.until(now)))


def _notices(now, *, until):
    return Notice.objects.to_mail().filter(created_at__lt=until, created_at__gt=now - STALE)


def _readers(now, *, until):
    """Open accounts that want notices by mail and have some to be written about."""
    unwanted = Unwanted.objects.filter(person__email=OuterRef("email"), topic=TOPIC)
    waiting = _notices(now, until=until).filter(user=OuterRef("pk")).order_by()
    return User.objects.filter(Exists(waiting), ~Exists(unwanted), is_active=True, erase_after=None)


def _write(wish, now, until):
    """The letters to all with one wish, so many at a time."""
    written, last = 0, 0
    while True:
        with transaction.atomic():
            readers = _readers(now, until=until).filter(wish.people, pk__gt=last).order_by("pk")
            batch = list(readers.only("pk", "email", "language")[:BATCH])
            if not batch:
                return written
            written += _write_batch(batch, wish, now, until)
        last = batch[-1].pk


def _write_batch(readers, wish, now, until):
    """Hold the notices, write a letter to each reader, and mark what those letters that are new tell of."""
    waiting = _notices(now, until=until).filter(user__in=[reader.pk for reader in readers])
    held = {}
    rows = waiting.select_for_update(skip_locked=True).order_by("pk")
    for pk, user in rows.values_list("pk", "user_id"):
        held.setdefault(user, []).append(pk)
    _know(readers)
    drafts = [_draft(reader, held[reader.pk], wish, until) for reader in readers if reader.pk in held]
    letters = outbox.write_many(drafts)
    told = [pk for letter in letters for pk in letter.data["notices"]]
    Notice.objects.filter(pk__in=told).update(mailed_at=now)
    return len(letters)


def _draft(reader, notices, wish, until):
    slot = f"{notices[-1]}" if wish.rhythm == Rhythm.AT_ONCE else f"{until.timestamp():.0f}"
    return outbox.draft(
        KIND,
        to=reader.email,
        data={"user": reader.pk, "notices": notices, "rhythm": wish.rhythm},
        dedupe_key=f"{KIND}:{wish.rhythm}:{reader.pk}:{slot}",
        about=f"notices:{reader.pk}",
        language=reader.language or "nb",
    )


def _know(readers):
    """Letters can be turned off by a person: let there be one behind each address."""
    addresses = {reader.email for reader in readers}
    known = set(Person.objects.filter(email__in=addresses).values_list("email", flat=True))
    new = [Person(email=address) for address in sorted(addresses - known)]
    Person.objects.bulk_create(new, ignore_conflicts=True)
