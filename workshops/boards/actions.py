"""What participants do on a board: write, change and take back notes, and give dots."""

from django.db import transaction
from wagtail.log_actions import log

from partners.inputs.models import Input
from portal.audit import log_entry
from portal.rows import inserting
from portal.text import clean_text
from workshops.boards.errors import Gone, NoDotsLeft, NoRound, NotYours, OneDotEach
from workshops.boards.holding import board_for_writing, place_for_note
from workshops.boards.live import list_of, tell_it_is_gone, tell_of_board, tell_of_note
from workshops.boards.models import Dot, DotRound, Note
from workshops.boards.reading import with_dots
from workshops.boards.rules import is_own, may_write

Shown = Input.ShownAs


@transaction.atomic
def write_note(column, *, text, participant, client_id, language, is_anonymous=False):
    """Put a note on the board. Sent twice with the same `client_id` it is one.

    `column` may be some seconds old: a question that is gone since is nobody's.

    An anonymous one says nowhere who gave it: its `client_id`, which the browser keeps, is the only key.
    Raises `Frozen`.
    """
    board, key, known, asked = place_for_note(column, client_id)
    if known:
        return Note.objects.select_related("input").get(pk=known)
    said = {"text": clean_text(text), "language": language, "client_id": client_id}
    giver = {"shown_as": Shown.ANONYMOUS} if is_anonymous else _giver(participant)
    question = column.question if asked else None
    input = Input(pk=key, **said, **about_note(board, column, question), **giver)
    note = Note(input=input, board=board, column=column)
    if not is_anonymous:
        note.participant, note.kind = participant, participant.kind
    note.dots_given = 0 if board.has_totals else None
    entry = log_entry(input, "partners.input.give", data={"board": board.pk, "list": list_of(note)})
    note.told = tell_of_note(board, note, first=[*inserting(input, note), entry])
    return note


def about_note(board, column, question):
    """What a note is about, and that it is the meeting's own until the room is closed."""
    return {
        "page_id": board.activity.room.workshop_id,
        "question": question,
        "question_text": column.title,
        "theme_id": question.theme_id if question else None,
        "visibility": Input.Visibility.MUNICIPALITY,
    }


def _giver(participant):
    shown_as = Shown.NAME if participant.name else Shown.ORGANISATION if participant.organisation else None
    return {
        "giver_id": participant.person_id,
        "giver_name": participant.name,
        "giver_organisation": participant.organisation,
        "shown_as": shown_as or Shown.ANONYMOUS,
    }


@transaction.atomic
def change_note(note, *, text, participant, own=()):
    """Write one's own note anew. `own` are the keys of anonymous notes that the browser holds.

    Raises `Frozen`, `Gone` and `NotYours`.
    """
    board, note = _own_note(note, participant, own)
    text, before = clean_text(text), note.input.text
    if text != before:
        note.input.text = text
        note.input.save(update_fields=["text"])
        log(note.input, "workshops.note.change", data={"text": [before, text]})
        tell_of_note(board, with_dots(note))
    return note


@transaction.atomic
def take_note_back(note, *, participant, own=()):
    """Take one's own note off the board for good; nobody has answered it while the board is open.

    Raises `Frozen`, `Gone` and `NotYours`.
    """
    board, note = _own_note(note, participant, own)
    log(note.input, "workshops.note.delete")
    Input.objects.get(pk=note.pk).delete()
    tell_it_is_gone(board, note)
    if note.cluster_id and board.has_totals:
        tell_of_board(board)


def _own_note(note, participant, own):
    board = board_for_writing(note.board_id)
    note = still_there(note, Note.objects.select_for_update(of=("self",)))
    if not is_own(note, participant, own) or note.is_hidden or note.input.is_answered:
        raise NotYours
    return board, note


@transaction.atomic
def give_dot(round, *, participant, client_id, note=None, cluster=None):
    """Give one dot to a note or a cluster. Sent twice with the same `client_id` it is one.

    Raises `NoRound`, `NoDotsLeft`, and `OneDotEach`.
    """
    round = open_round(round)
    if known := Dot.objects.filter(client_id=client_id).first():
        return known
    mine = round.dots.filter(participant=participant)
    if mine.count() >= round.per_person:
        raise NoDotsLeft
    if not round.several_on_one and mine.filter(note=note, cluster=cluster).exists():
        raise OneDotEach
    return Dot.objects.create(
        round=round, participant=participant, note=note, cluster=cluster, client_id=client_id
    )


@transaction.atomic
def take_dot_back(round, *, participant, note=None, cluster=None):
    """Take one's latest dot there back; none is harmless. Raises `NoRound`."""
    round = open_round(round)
    mine = round.dots.filter(participant=participant, note=note, cluster=cluster)
    if dot := mine.order_by("-pk").first():
        dot.delete()


def still_there(note, notes=Note.objects):
    """The note as it stands. Raises `Gone` when it has been taken back in between."""
    found = notes.select_related("input", "column", "cluster__column").filter(pk=note.pk).first()
    if found is None:
        raise Gone
    return found


def open_round(round):
    """The round, locked: dots are given one after the other, and none when it has closed."""
    rounds = DotRound.objects.select_for_update(of=("self",)).select_related("board__activity__room")
    round = rounds.get(pk=round.pk)
    if not round.is_open or not may_write(round.board, round.board.activity.room):
        raise NoRound
    return round
