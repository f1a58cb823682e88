"""A meeting that goes on right now, with a board that is half full."""

import uuid
from datetime import timedelta

from django.utils import timezone

from demo.blocks import stream
from demo.content import ongoing, texts
from demo.hall import questions_and_polls
from demo.meetings import CONTACT, agenda, ask
from demo.pages import add
from demo.pictures import note_on_paper
from partners.inputs.models import Input
from workshops.boards.actions import give_dot, write_note
from workshops.boards.arranging import close_dots, name_cluster, open_dots, stack_notes, write_paper_note
from workshops.boards.groups import open_group
from workshops.boards.photos import redraw
from workshops.live.actions import go_to, join_room, open_room, show_activity
from workshops.live.models import LiveRoom
from workshops.meetings.actions import set_video_link
from workshops.meetings.models import WorkshopPage

# «Gjenbruk» as far as codes have letters for it.
CODE = "GJNBRK"
# The item that the room is at, and for how long it has been.
ITEM, BEGAN = "Overordnede tilbakemeldinger på konseptet", timedelta(minutes=6)
BEFORE = timedelta(minutes=51)
DOTS_EACH = 3


def ongoing_meeting(index, *, coordinator):
    """The meeting's page and its open room, under a code that is the same in every demo."""
    meeting = add(index, _page())
    ask(meeting)
    set_video_link(meeting, link="https://video.example/omigjen-naa", by=coordinator)
    room = open_room(meeting, by=coordinator)
    LiveRoom.objects.filter(pk=room.pk).update(code=CODE)
    board = room.activities.get(kind="board").board
    people = [
        join_room(room, client_id=uuid.uuid4(), name=name, kind=kind, organisation=organisation)
        for name, kind, organisation in ongoing.PEOPLE
    ]
    room = go_to(room, room.items.get(title=ITEM), by=coordinator, seen=room.step)
    room = show_activity(room, room.activities.get(kind="questions"), by=coordinator, seen=room.step)
    show_activity(room, board.activity, by=coordinator, seen=room.step)
    notes = _write(board, people, ongoing.NOTES, by=coordinator)
    _arrange(notes, by=coordinator)
    _give_dots(board, people, notes, by=coordinator)
    _write(open_group(board, name=ongoing.GROUP, by=coordinator), people, ongoing.GROUP_NOTES, by=coordinator)
    questions_and_polls(room, people, by=coordinator)
    LiveRoom.objects.filter(pk=room.pk).update(item_started_at=timezone.now() - BEGAN)
    return meeting


def _page():
    start = timezone.now().replace(second=0, microsecond=0) - BEFORE
    return WorkshopPage(
        title=ongoing.TITLE,
        slug="dialogmote-varestrom-og-drift",
        intro=ongoing.INTRO,
        start=start,
        end=start + timedelta(hours=3),
        video_capacity=60,
        body=stream([("text", texts.INVITATION["why"])], seed="ongoing"),
        agenda=agenda(texts.AGENDA, seed="ongoing agenda"),
        **CONTACT,
    )


def _write(board, people, rows, *, by):
    """The notes, as if they had come one after the other in the last minutes; of one on paper a photo."""
    columns = list(board.columns.all())
    notes = []
    for column, text, who in rows:
        if who == ongoing.PAPER:
            photo = None if any(note.is_paper for note in notes) else redraw(note_on_paper(text))
            notes.append(write_paper_note(columns[column], text=text, photo=photo, by=by))
            continue
        is_anonymous = who == ongoing.NOBODY
        notes.append(
            write_note(
                columns[column],
                text=text,
                participant=people[0 if is_anonymous else who],
                client_id=uuid.uuid4(),
                language="nb",
                is_anonymous=is_anonymous,
            )
        )
    for number, note in enumerate(reversed(notes), start=1):
        Input.objects.filter(pk=note.pk).update(created_at=timezone.now() - number * timedelta(seconds=12))
    return notes


def _arrange(notes, *, by):
    for name, (first, *others) in ongoing.CLUSTERS:
        for other in others:
            cluster = stack_notes(notes[other], notes[first], by=by)
        name_cluster(cluster, name=name, by=by)


def _give_dots(board, people, notes, *, by):
    round = open_dots(board, per_person=DOTS_EACH, several_on_one=False, by=by)
    for who, given in ongoing.DOTS:
        for note in given:
            give_dot(round, participant=people[who], client_id=uuid.uuid4(), note=notes[note])
    close_dots(board, by=by)
