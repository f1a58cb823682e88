"""The ground's own chores."""

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.jobs.clock import HEARTBEAT, chore
from portal.mail import backend
from portal.mail.models import Letter

# A task that has run this long was in a worker that was killed: tasks here take seconds.
TASK_ABANDONED_AFTER = timedelta(minutes=30)
TASK_MAX_WORKERS = 3
TASKS_KEPT_DAYS = 7


@chore(HEARTBEAT, every=timedelta(seconds=15))
def beat():
    """Its last run says that a worker is alive."""


@chore("publish-scheduled", every=timedelta(minutes=1))
def publish_scheduled_pages():
    """Publish and withdraw the pages whose time has come."""
    call_command("publish_scheduled", verbosity=0)


@chore("forget-letters", every=timedelta(hours=6))
def forget_letters():
    """Delete what letters said some time after they were sent or given up. That they were is kept."""
    limit = timezone.now() - timedelta(days=settings.LETTER_RETENTION_DAYS)
    old = Letter.objects.finished().filter(send_after__lt=limit)
    old.exclude(text="", html="", calendar="").update(text="", html="", calendar="")
    old.filter(kind=backend.KIND).exclude(data={}).update(data={})


@chore("return-abandoned-tasks", every=timedelta(minutes=5))
def return_abandoned_tasks():
    """Put tasks back in the queue whose worker was killed; give up one that saw several workers die."""
    running = DBTaskResult.objects.running()
    for task in running.filter(started_at__lt=timezone.now() - TASK_ABANDONED_AFTER):
        if len(task.worker_ids) >= TASK_MAX_WORKERS:
            task.set_failed(RuntimeError("Every worker that took this task was killed."))
        else:
            running.filter(pk=task.pk).update(status=TaskResultStatus.READY, started_at=None)


@chore("prune-tasks", every=timedelta(hours=24))
def prune_tasks():
    """Delete the results of finished tasks."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=TASKS_KEPT_DAYS, verbosity=0)


@chore("clear-sessions", every=timedelta(hours=24))
def clear_sessions():
    """Delete expired sessions."""
    call_command("clearsessions", verbosity=0)
