import threading
import time
from contextlib import ExitStack
from itertools import cycle

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.content.ongoing import NOTES, PEOPLE
from demo.visitor import Visitor
from workshops.boards.models import DotRound
from workshops.live.models import LiveRoom

MOST_PEOPLE, MOST_MINUTES = 200, 60
SHORTEST_PAUSE = 0.05


class Command(BaseCommand):
    help = "Lets simulated people take part in a live room of the demo, through the server as browsers do."

    def add_arguments(self, parser):
        parser.add_argument("--code", required=True, help="the room's code")
        parser.add_argument("--people", type=int, default=30)
        parser.add_argument("--minutes", type=float, default=5)
        parser.add_argument("--url", default=settings.SITE_URL, help="where the server answers")

    def handle(self, *, code, people, minutes, url, **options):
        if not settings.DEMO:
            raise CommandError("The demo is off: set DEMO=1 in development settings.")
        if not (1 <= people <= MOST_PEOPLE and 0 < minutes <= MOST_MINUTES):
            raise CommandError(f"At most {MOST_PEOPLE} people and {MOST_MINUTES} minutes.")
        room = LiveRoom.objects.filter(code=code, closed_at=None).select_related("activity").first()
        if room is None or room.activity is None or room.activity.kind != "board":
            raise CommandError("No open room with this code shows a board.")
        crowd = [Visitor(url, code) for _ in range(people)]
        for visitor, (name, kind, organisation) in zip(crowd, cycle(PEOPLE), strict=False):
            visitor.come_in(name, kind, organisation)
        notes = self._play(room, crowd, seconds=minutes * 60)
        self.stdout.write(f"{people} people wrote {notes} notes.")

    def _play(self, room, crowd, *, seconds):
        """Three notes each, evenly over the time, until the room is closed; returns how many."""
        with ExitStack() as open_sockets:
            for visitor in crowd:
                socket = open_sockets.enter_context(visitor.socket())
                threading.Thread(target=_listen, args=[socket], daemon=True).start()
            return _write(room, crowd, seconds=seconds)


def _write(room, crowd, *, seconds):
    written, pause = 0, max(seconds / (3 * len(crowd)), SHORTEST_PAUSE)
    began = time.monotonic()
    for visitor, (column, text, _who) in zip(cycle(crowd), cycle(NOTES), strict=False):
        if time.monotonic() - began >= seconds or not _is_open(room):
            break
        if note := visitor.write(text, column=column):
            written += 1
            if DotRound.objects.filter(board=room.activity_id, closed_at=None).exists():
                visitor.give_dot(note)
        time.sleep(pause)
    return written


def _listen(socket):
    """Take what is told, as a page does, until the socket is closed."""
    for _told in socket:
        pass


def _is_open(room):
    return LiveRoom.objects.filter(pk=room.pk, closed_at=None).exists()
