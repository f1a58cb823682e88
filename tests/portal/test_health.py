"""What probes and monitors are told."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from portal.jobs.clock import HEARTBEAT
from portal.jobs.models import ChoreRun
from portal.mail.models import Letter


def worker_was_here(ago):
    seen_at = timezone.now() - ago
    ChoreRun.objects.update_or_create(name=HEARTBEAT, defaults={"last_finished": seen_at})


def test_healthz_asks_nothing_of_the_database(client, django_assert_num_queries):
    answer = client.get("/healthz", headers={"host": "10.0.0.7"})

    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert answer["Cache-Control"] == "no-store"


def test_readyz_tells_of_every_part(client, db):
    worker_was_here(timedelta(seconds=20))

    answer = client.get("/readyz", headers={"host": "10.0.0.7"})

    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "checks": {"database": "ok", "migrations": "ok", "cache": "ok"},
        "attention": {"worker": "ok", "letters": "ok"},
    }


def test_readyz_tells_of_a_missing_worker_and_keeps_serving(client, db):
    worker_was_here(timedelta(hours=1))
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Letter.objects.create(
        kind="test", to="a@example.no", dedupe_key="1", message_id="1", send_after=an_hour_ago
    )

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["attention"] == {
        "worker": f"not seen since {an_hour_ago:%Y-%m-%dT%H:%MZ}",
        "letters": f"waiting since {an_hour_ago:%Y-%m-%dT%H:%MZ}",
    }


def test_readyz_refuses_until_migrations_are_applied(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'portal' AND name LIKE '0004%'")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"] == "1 not applied"


def test_readyz_says_that_the_database_does_not_answer(client, db):
    def broken(execute, *arguments):
        raise OperationalError("connection refused")

    with connection.execute_wrapper(broken):
        answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["checks"] == {
        "database": "does not answer",
        "migrations": "unknown",
        "cache": "ok",
    }


@pytest.mark.parametrize("authorization", ["", "Bearer ", "Bearer wrong", "Bearer é"])
def test_metrics_do_not_exist_without_the_token(client, db, settings, authorization):
    settings.METRICS_TOKEN = "secret" * 8

    assert client.get("/metrics", headers={"authorization": authorization}).status_code == 404


def test_metrics_do_not_exist_where_no_token_is_set(client, db, settings):
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


def test_metrics_with_the_token(client, db, settings):
    settings.METRICS_TOKEN = "secret" * 8

    answer = client.get("/metrics", headers={"authorization": f"Bearer {settings.METRICS_TOKEN}"})

    assert answer.status_code == 200
    assert b"process_start_time_seconds" in answer.content
