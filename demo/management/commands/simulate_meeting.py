import threading
import time
from contextlib import ExitStack
from itertools import count

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.content.simulated import NOTES, PEOPLE, QUESTIONS
from demo.visitor import Visitor
from workshops.asking.models import AudienceQuestion
from workshops.asking.reading import shown_questions
from workshops.boards.models import DotRound
from workshops.live.models import Activity, LiveRoom
from workshops.polls.models import Poll

MOST_PEOPLE, MOST_MINUTES = 200, 60
SHORTEST_PAUSE = 0.05
NOTES_EACH = 3
WAITING = [AudienceQuestion.Stage.ASKED, AudienceQuestion.Stage.SHORTLISTED]


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
        board = _shown(code, "board").filter(board__main=None).first()
        if board is None:
            raise CommandError("No open room with this code has shown a board.")
        notes = _take_part(board, [Visitor(url, code) for _ in range(people)], seconds=minutes * 60)
        self.stdout.write(f"{people} people wrote {notes} notes.")


def _shown(code, kind):
    """What participants of an open room can go to, of one kind."""
    shown = Activity.objects.filter(room__code=code, room__closed_at=None, kind=kind)
    return shown.exclude(opened_at=None).select_related("room")


def _take_part(board, crowd, *, seconds):
    """Three notes each, evenly over the time, until the room is closed; returns how many.

    They come in one after the other, and each writes at least once. What an earlier crowd wrote comes last.
    """
    written, pause = 0, max(seconds / (NOTES_EACH * len(crowd)), SHORTEST_PAUSE)
    already = board.board.notes.filter(input__text__in=[text for _column, text in NOTES]).count()
    began = time.monotonic()
    with ExitStack() as open_sockets:
        for number in count():
            is_over = number >= len(crowd) and time.monotonic() - began >= seconds
            if is_over or not _is_open(board):
                break
            visitor = crowd[number % len(crowd)]
            if number < len(crowd):
                _come_in(visitor, board, open_sockets, *PEOPLE[(already + number) % len(PEOPLE)])
            written += _write(visitor, board, already + number)
            time.sleep(pause / 2)
            _speak_up(visitor, board, number + number // len(crowd))
            time.sleep(pause / 2)
    return written


def _come_in(visitor, board, open_sockets, name, kind, organisation):
    visitor.come_in(name, kind, organisation, board=board.pk)
    socket = open_sockets.enter_context(visitor.socket())
    threading.Thread(target=_listen, args=[socket], daemon=True).start()


def _listen(socket):
    """Take what is told, as a page does, until the socket is closed."""
    for _told in socket:
        pass


def _write(visitor, board, number):
    """One note, with a dot where a round is open; whether the board has it."""
    column, text = NOTES[number % len(NOTES)]
    note = visitor.write(text, column=column)
    if note and DotRound.objects.filter(board=board.pk, closed_at=None).exists():
        visitor.give_dot(note)
    return note is not None


def _speak_up(visitor, board, number):
    """By turns: a question of one's own, a vote for somebody else's, an answer in the poll that is open."""
    code = board.room.code
    if number % 3 == 2:
        if poll := _shown(code, "poll").filter(poll__state=Poll.State.OPEN).first():
            visitor.vote(poll.pk, taste=number)
    elif asking := _shown(code, "questions").first():
        _ask(visitor, asking, number)


def _ask(visitor, asking, number):
    questions = shown_questions().filter(activity=asking).order_by("-pk")
    asked = set(questions.values_list("input__text", flat=True))
    new = [text for text in QUESTIONS if text not in asked]
    waiting = list(questions.filter(stage__in=WAITING).values_list("pk", flat=True))
    if new and number % 3 == 0:
        visitor.ask(asking.pk, new[0])
    elif waiting:
        visitor.upvote(asking.pk, waiting[number % len(waiting)])


def _is_open(board):
    return LiveRoom.objects.filter(pk=board.room_id, closed_at=None).exists()
