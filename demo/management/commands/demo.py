from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.load import is_loaded, load, reset


class Command(BaseCommand):
    help = "Loads the demo content once. With --reset everything in the database is replaced by it."

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="empty the database first")

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("The demo is off: set DEMO=1 in development settings.")
        if options["reset"]:
            reset()
        elif is_loaded():
            self.stdout.write("The demo content is already there.")
            return
        else:
            load()
        self.stdout.write("The demo content is loaded.")
