import threading
import time

import pytest
from django.db import connection, transaction

from portal.mail import outbox
from portal.mail.models import Letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.race
@pytest.mark.parametrize("first_commits", [True, False])
def test_writing_at_once_in_two_transactions_is_one_letter(first_commits):
    first_wrote, second_tries = threading.Event(), threading.Event()
    results = {}

    def write(name):
        results[name] = outbox.write("test.kind", to="kari@example.no", data={}, dedupe_key="same")

    def first():
        try:
            with transaction.atomic():
                write("first")
                first_wrote.set()
                second_tries.wait(30)
                wait_until_somebody_waits()
                transaction.set_rollback(not first_commits)
        finally:
            connection.close()

    def second():
        try:
            first_wrote.wait(30)
            second_tries.set()
            with transaction.atomic():
                write("second")
        finally:
            connection.close()

    threads = [threading.Thread(target=each) for each in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert Letter.objects.count() == 1
    assert (results["second"] is None) is first_commits


def wait_until_somebody_waits():
    """Until somebody waits for this transaction: before that the second might not have come to the point."""
    with connection.cursor() as cursor:
        for _attempt in range(1000):
            cursor.execute(
                "SELECT count(*) FROM pg_locks "
                "WHERE NOT granted AND transactionid = pg_current_xact_id()::xid"
            )
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    raise AssertionError("The second transaction did not wait for the first.")
