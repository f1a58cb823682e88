import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from portal.jobs import clock
from portal.jobs.models import ChoreRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def chores(monkeypatch):
    """A clock without chores."""
    registry = {}
    monkeypatch.setattr(clock, "_chores", registry)
    return registry


def test_a_chore_runs_when_it_comes_round(chores):
    runs = []
    clock.chore("sweep", every=timedelta(hours=1))(lambda: runs.append("sweep"))

    assert clock.run_due_chores() == ["sweep"]
    assert clock.run_due_chores() == []
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert clock.run_due_chores() == ["sweep"]

    assert runs == ["sweep", "sweep"]
    run = ChoreRun.objects.get()
    assert (run.name, run.last_error) == ("sweep", "")
    assert run.last_started <= run.last_finished


def test_a_chore_that_fails_hinders_no_other_and_comes_round_again(chores, caplog):
    broken = [True]

    @clock.chore("break", every=timedelta(hours=1))
    def fall():
        if broken:
            raise RuntimeError("The broom broke")

    clock.chore("sweep", every=timedelta(hours=1))(lambda: None)

    assert clock.run_due_chores() == ["break", "sweep"]

    failed = ChoreRun.objects.get(name="break")
    assert (failed.last_finished, failed.last_error) == (None, "RuntimeError: The broom broke")
    assert "The chore break failed" in caplog.text
    broken.clear()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        clock.run_due_chores()
    failed.refresh_from_db()
    assert (failed.last_finished is not None, failed.last_error) == (True, "")


def test_a_name_is_for_one_chore(chores):
    clock.chore("sweep", every=timedelta(hours=1))(lambda: None)

    with pytest.raises(ValueError, match="already a chore named sweep"):
        clock.chore("sweep", every=timedelta(hours=1))(lambda: None)


def test_looking_at_the_clock_costs_one_query(chores, django_assert_num_queries):
    for name in "abc":
        clock.chore(name, every=timedelta(hours=1))(lambda: None)
    clock.run_due_chores()

    with django_assert_num_queries(1):
        clock.run_due_chores()


def test_the_heartbeat_says_when_a_worker_was_alive():
    assert clock.worker_seen_at() is None

    clock.run_due_chores()

    assert timezone.now() - clock.worker_seen_at() < timedelta(seconds=10)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_run_a_chore_once(chores):
    together, runs = threading.Barrier(2), []

    @clock.chore("sweep", every=timedelta(hours=1))
    def sweep():
        runs.append("sweep")

    def worker():
        try:
            together.wait(30)
            clock.run_due_chores()
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert runs == ["sweep"]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_slow_chore_is_not_begun_again_by_another_worker(chores):
    begun, finish, runs = threading.Event(), threading.Event(), []

    @clock.chore("sweep", every=timedelta(0))
    def sweep():
        runs.append("sweep")
        begun.set()
        finish.wait(30)

    def worker():
        try:
            clock.run_due_chores()
        finally:
            connection.close()

    slow = threading.Thread(target=worker)
    slow.start()
    begun.wait(30)

    assert clock.run_due_chores() == []
    finish.set()
    slow.join(60)
    assert clock.run_due_chores() == ["sweep"]
    assert runs == ["sweep", "sweep"]
