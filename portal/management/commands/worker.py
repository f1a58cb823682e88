import signal

from django.core.management.base import BaseCommand

from portal.jobs.worker import Worker, run_once


class Command(BaseCommand):
    help = "Sends mail, runs periodic chores and background tasks, until stopped. Any number may run at once."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Do what is due now, then stop.")

    def handle(self, *, once, **options):
        if once:
            run_once()
            return
        worker = Worker()
        signal.signal(signal.SIGTERM, worker.stop)
        signal.signal(signal.SIGINT, worker.stop)
        worker.run()
