"""Two mail workers, killed at random in the middle of their work, again and again."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from portal.mail import backend, outbox
from portal.mail.delivery import deliver_due
from portal.mail.models import Letter
from tests.database import address_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

KILLS = 10


class Workers:
    """Two workers in processes of their own; one that is killed is replaced at once."""

    def __init__(self, variant, smtp_url):
        environment = os.environ | {
            "DATABASE_URL": address_of(connection.settings_dict["NAME"]),
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        }
        self.starter = subprocess.Popen(
            [sys.executable, "-m", "tests.portal.mail.mail_workers", variant, smtp_url],
            cwd=settings.BASE_DIR,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pids = [self._start(), self._start()]

    def kill_one(self):
        victim = self.pids.pop(random.randrange(2))
        os.kill(victim, signal.SIGKILL)
        self.pids.append(self._start())

    def kill_all(self):
        for pid in self.pids:
            os.kill(pid, signal.SIGKILL)
        self.starter.stdin.close()
        self.starter.wait(10)
        self.starter.stdout.close()

    def _start(self):
        self.starter.stdin.write("\n")
        self.starter.stdin.flush()
        return int(self.starter.stdout.readline())


def send_under_fire(variant, smtp_server, *, letters):
    """Send the letters while workers die. Returns how often each address got which Message-ID, and kills."""
    smtp_server.delay = 0.01
    data = {"subject": "Hello", "text": "Text", "html": ""}
    outbox.write_many(
        outbox.draft(backend.KIND, to=f"person{number}@example.no", data=data, dedupe_key=f"fire:{number}")
        for number in range(letters)
    )
    workers = Workers(variant, smtp_server.url)
    kills = 0
    try:
        for milestone in range(1, KILLS + 1):
            smtp_server.wait_for(milestone * letters // (KILLS + 2))
            time.sleep(random.uniform(0, 0.05))
            workers.kill_one()
            kills += 1
        while Letter.objects.due().exists():
            time.sleep(0.02)
    finally:
        workers.kill_all()
    kills += 2
    # The claims of the dead lapse in time; here that time passes at once.
    Letter.objects.waiting().update(claimed_until=timezone.now())
    deliver_due()
    return Counter((message["To"], message["Message-ID"]) for message in smtp_server.messages), kills


def test_killed_workers_lose_no_letter_and_double_at_most_the_one_in_hand(smtp_server):
    got, kills = send_under_fire("product", smtp_server, letters=500)

    expected = set(Letter.objects.values_list("to", "message_id"))
    assert set(got) == expected
    assert len(expected) == 500
    assert sum(got.values()) - 500 <= kills
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}


def test_control_workers_that_mark_first_lose_letters_under_the_same_fire(smtp_server):
    got, _kills = send_under_fire("marks-first", smtp_server, letters=120)

    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
    assert len(got) < 120
