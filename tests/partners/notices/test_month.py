"""A month of some people's notices, over a change of the clock, with workers that are killed at work.

Each notice is mailed once, or was read before, or its reader had lost the right to it; and no letter leaves
in its reader's quiet hours. The workers are real; they are killed by a trigger of the database, between the
mark on the notices and the commit, so that PostgreSQL undoes what they have done.
"""

import random
import re
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.utils import timezone

from partners.notices import mailing
from partners.notices.actions import choose, mark_read
from partners.notices.models import Notice, NoticeChoices
from partners.notices.times import is_quiet
from partners.organisations.models import Membership
from portal.mail.delivery import deliver_due
from portal.mail.models import Letter
from tests.factories import MembershipFactory, UserFactory
from tests.partners.notices.conftest import post

pytestmark = pytest.mark.django_db

STEP = timedelta(minutes=50)
MONTH, REST = timedelta(days=28), timedelta(days=8)
TRIGGER = """
CREATE FUNCTION kill_worker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('tests.kill', true) = NEW.user_id::text THEN
        RAISE EXCEPTION 'killed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kill_worker AFTER UPDATE OF mailed_at ON partners_notice
    FOR EACH ROW EXECUTE FUNCTION kill_worker();
"""
CHOICES = (
    {"rhythm": "at_once", "quiet_from": 22, "quiet_to": 7},
    {"rhythm": "at_once", "quiet_from": 2, "quiet_to": 3},
    {"rhythm": "daily", "hour": 2, "quiet_from": 12, "quiet_to": 12},
    {"rhythm": "daily", "hour": 8, "quiet_from": 7, "quiet_to": 10},
    {"rhythm": "weekly", "hour": 3, "weekdays": "06", "quiet_from": 23, "quiet_to": 1},
    {"rhythm": "weekly", "hour": 23, "weekdays": "6", "quiet_from": 22, "quiet_to": 6},
)


class Month:
    """People in a club, what is posted there, and what became of it."""

    def __init__(self, seed, traveller):
        self.chance, self.traveller = random.Random(seed), traveller
        self.people = [MembershipFactory(user=UserFactory()).user for _ in CHOICES]
        self.club = MembershipFactory(user=self.people[0]).organisation
        for user, choices in zip(self.people, CHOICES, strict=True):
            Membership.objects.get_or_create(user=user, organisation=self.club)
            choose(user, by_mail=True, **choices)
        self.silent = MembershipFactory(organisation=self.club).user
        choose(self.silent, by_mail=False)
        self.read, self.lost_at, self.numbers, self.killed = set(), {}, count(1), 0

    def members(self):
        return [user for user in [*self.people, self.silent] if user.pk not in self.lost_at]

    def post(self):
        number = next(self.numbers)
        readers = self.chance.sample(self.members(), k=self.chance.randint(1, 3))
        # A long transaction: it is told of after its own time, which a digest may have passed meanwhile.
        at = timezone.now() - timedelta(minutes=self.chance.choice([0, 90, 150]))
        post(self.club, *readers, title=f"<{number}>", thread=f"thread:{number}", key=number, at=at)

    def read_some(self):
        user = self.chance.choice(self.people)
        unread = list(Notice.objects.filter(user=user).unread().values_list("pk", flat=True))
        chosen = unread[: self.chance.randint(0, 3)]
        mark_read(user, Notice.objects.filter(pk__in=chosen))
        self.read |= set(chosen)

    def shut_out(self):
        user = self.chance.choice(self.people)
        Membership.objects.filter(user=user, organisation=self.club).delete()
        self.lost_at.setdefault(user.pk, timezone.now())

    def work(self):
        """A turn of a worker, who is killed now and then, or of one who cannot reach the mail server."""
        fate = self.chance.random()
        if fate < 0.1:
            return
        victim = self.victim() if fate < 0.6 else ""
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('tests.kill', %s, false)", [str(victim)])
        try:
            mailing.write_due()
        except DatabaseError:
            self.killed += 1
            return
        if fate > 0.3:
            deliver_due()

    def victim(self):
        """Whose notices the worker is killed over: somebody who waits for some."""
        waits = set(Notice.objects.to_mail().exclude(user=self.silent).values_list("user", flat=True))
        return self.chance.choice(sorted(waits)) if waits else ""

    def go_on(self, until, *, living):
        while timezone.now() < until:
            if living and self.chance.random() < 0.5:
                self.post()
            if living and self.chance.random() < 0.1:
                self.read_some()
            if living and self.chance.random() < 0.001:
                self.shut_out()
            self.work()
            self.traveller.shift(STEP)


@pytest.fixture(params=[("2026-03-15", 1), ("2026-10-11", 2)], ids=["spring", "autumn"])
def month(request, settings, monkeypatch, db):
    day, seed = request.param
    settings.DEMO = True
    monkeypatch.setattr(mailing, "BATCH", 2)
    with connection.cursor() as cursor:
        cursor.execute(TRIGGER)
    start = datetime.fromisoformat(day).replace(hour=5, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as traveller:
        month = Month(seed, traveller)
        month.go_on(start + MONTH, living=True)
        month.go_on(start + MONTH + REST, living=False)
        yield month


def test_month_mails_each_notice_once_in_time_and_to_whom_may_read_it(month):
    told = {}
    for letter in Letter.objects.filter(state=Letter.State.SENT, kind="notices.news"):
        choices = NoticeChoices.objects.get(user=letter.data["user"])
        assert not is_quiet(letter.sent_at, quiet_from=choices.quiet_from, quiet_to=choices.quiet_to)
        lost_at = month.lost_at.get(letter.data["user"])
        assert lost_at is None or letter.sent_at <= lost_at
        for number in re.findall(r"<(\d+)>", letter.text):
            told.setdefault((letter.data["user"], int(number)), set()).add(letter.pk)

    notices = list(Notice.objects.all())
    by_key = {(each.user_id, int(each.data["title"].strip("<>"))): each for each in notices}
    assert len(notices) > 500
    assert month.killed > 20
    assert {key for key, letters in told.items() if len(letters) > 1} == set()
    assert told.keys() <= by_key.keys()
    missing = {
        key: each
        for key, each in by_key.items()
        if key not in told and each.pk not in month.read and each.user_id not in month.lost_at
    }
    assert {user for user, _number in missing} == {month.silent.pk}
