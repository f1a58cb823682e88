"""The worker: mail, chores and tasks, each in a loop of its own so that none waits for another."""

import logging
import threading

from django.db import close_old_connections, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from portal.jobs.clock import run_due_chores
from portal.mail.delivery import deliver_round

logger = logging.getLogger(__name__)

POLL_SECONDS = 1
# A mail server or a database that does not answer is left alone, longer each time, up to this.
LONGEST_PAUSE_SECONDS = 60


class Worker:
    """Runs until told to stop; then the letter and the task in hand are finished first."""

    def __init__(self):
        self.stopping = threading.Event()
        self.tasks = task_worker(batch=False)

    def run(self):
        threads = [
            threading.Thread(target=self._loop, args=(turn,), name=name)
            for name, turn in (("chores", self._chores), ("tasks", self.tasks.run))
        ]
        for thread in threads:
            thread.start()
        self._loop(self._mail)
        for thread in threads:
            thread.join()

    def stop(self, *signal_and_frame):
        self.stopping.set()
        self.tasks.running = False

    def _loop(self, turn):
        """Take turns until told to stop. Trouble makes the next turn wait, it never ends the loop."""
        pause = POLL_SECONDS
        while not self.stopping.is_set():
            close_old_connections()
            try:
                well = turn()
            except Exception:
                logger.exception("The worker met trouble and goes on")
                well = False
            pause = POLL_SECONDS if well else min(pause * 2, LONGEST_PAUSE_SECONDS)
            self.stopping.wait(pause)
        connections.close_all()

    def _mail(self):
        return not deliver_round(go_on=lambda: not self.stopping.is_set()).outage

    def _chores(self):
        run_due_chores()
        return True


def task_worker(*, batch):
    return TaskWorker(
        queue_names=["*"],
        interval=POLL_SECONDS,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def run_once():
    """One turn of everything: the letters that are due, the chores, and the tasks."""
    deliver_round()
    run_due_chores()
    task_worker(batch=True).run()
