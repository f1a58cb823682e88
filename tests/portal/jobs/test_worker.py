import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from portal.jobs.clock import worker_seen_at
from portal.mail import backend, outbox
from portal.mail.models import Letter
from tests.database import address_of
from tests.portal.jobs.tasks import remember

pytestmark = pytest.mark.django_db(transaction=True)


def write(to):
    data = {"subject": "Hello", "text": "Text", "html": ""}
    return outbox.write(backend.KIND, to=to, data=data, dedupe_key=to)


@pytest.fixture
def worker(smtp_server):
    """`manage.py worker` in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": address_of(connection.settings_dict["NAME"]),
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "SMTP_URL": smtp_server.url,
            "DEMO": "0",
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def test_once_does_all_that_is_due(smtp_server):
    write("kari@example.no")
    remember.enqueue("done")

    call_command("worker", "--once")

    assert [message["To"] for message in smtp_server.messages] == ["kari@example.no"]
    assert worker_seen_at() is not None
    assert Letter.objects.get(dedupe_key="task:done").data == {"word": "done"}


def test_the_worker_finishes_the_letter_in_hand_when_it_is_stopped(smtp_server, worker):
    smtp_server.delay = 1.5
    remember.enqueue("done")
    write("kari@example.no")
    write("ola@example.no")
    smtp_server.wait_for(1)

    worker.send_signal(signal.SIGTERM)

    _out, trouble = worker.communicate(timeout=60)
    assert worker.returncode == 0, trouble
    letters = Letter.objects.filter(kind=backend.KIND)
    assert dict(letters.values_list("to", "state")) == {
        "kari@example.no": "sent",
        "ola@example.no": "waiting",
    }
    assert Letter.objects.filter(dedupe_key="task:done").exists()
    assert worker_seen_at() is not None


def test_the_worker_outlives_a_database_that_goes_away(smtp_server, worker):
    write("kari@example.no")
    smtp_server.wait_for(1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    write("ola@example.no")

    smtp_server.wait_for(2)
    time.sleep(0.1)
    assert worker.poll() is None
