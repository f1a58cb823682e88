from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from portal.jobs import chores
from portal.mail import backend, outbox
from portal.mail.models import Letter

pytestmark = pytest.mark.django_db


def letter(key, *, age, state, kind="test.kind"):
    written = outbox.write(
        kind,
        to="kari@example.no",
        data={"id": 1},
        dedupe_key=key,
        send_after=timezone.now() - age,
    )
    Letter.objects.filter(pk=written.pk).update(
        state=state, text="Words", html="<p>Words</p>", calendar="BEGIN"
    )
    return written


def test_letters_forget_what_they_said(settings):
    settings.LETTER_RETENTION_DAYS = 30
    old, young = timedelta(days=31), timedelta(days=29)
    letter("old", age=old, state="sent")
    letter("young", age=young, state="sent")
    letter("waiting", age=old, state="waiting")
    letter("failed", age=old, state="failed", kind=backend.KIND)

    chores.forget_letters()

    assert list(Letter.objects.order_by("dedupe_key").values_list("dedupe_key", "text", "html", "data")) == [
        ("failed", "", "", {}),
        ("old", "", "", {"id": 1}),
        ("waiting", "Words", "<p>Words</p>", {"id": 1}),
        ("young", "Words", "<p>Words</p>", {"id": 1}),
    ]


def task(*, started, workers, status="RUNNING"):
    return DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="tests.portal.jobs.tasks.remember",
        worker_ids=workers,
        backend_name="default",
        run_after=timezone.now(),
        started_at=started,
        finished_at=started if status == "SUCCESSFUL" else None,
        exception_class_path="",
        traceback="",
    )


def test_tasks_of_killed_workers_go_back_in_the_queue():
    long_ago, now = timezone.now() - timedelta(hours=1), timezone.now()
    abandoned = task(started=long_ago, workers=["a"])
    at_work = task(started=now, workers=["a"])
    deadly = task(started=long_ago, workers=["a", "b", "c"])

    chores.return_abandoned_tasks()

    status = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert status == {abandoned.pk: "READY", at_work.pk: "RUNNING", deadly.pk: "FAILED"}


def test_old_results_of_tasks_are_deleted():
    task(started=timezone.now() - timedelta(days=8), workers=["a"], status="SUCCESSFUL")
    young = task(started=timezone.now(), workers=["a"], status="SUCCESSFUL")

    chores.prune_tasks()

    assert list(DBTaskResult.objects.all()) == [young]


def test_scheduled_pages_are_published():
    page = Page.objects.get(depth=1).add_child(instance=Page(title="Soon", slug="soon", live=False))
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    chores.publish_scheduled_pages()

    page.refresh_from_db()
    assert page.live is True


def test_expired_sessions_are_deleted():
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=timezone.now() + timedelta(days=1))

    chores.clear_sessions()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
