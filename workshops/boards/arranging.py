"""What facilitators do with a board: arrange, name, reveal, freeze, hide, and let people give dots."""

import uuid

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from partners.inputs.actions import hide_input, unhide_input
from partners.inputs.models import Input
from partners.inputs.sections import told_of_hiding, told_of_showing
from portal.ordering import put, renumber
from portal.text import clean_line, clean_text
from workshops.boards.actions import about_note, still_there
from workshops.boards.errors import Merged, RoundGoesOn
from workshops.boards.live import (
    forget_what_was_told,
    list_of,
    tell_it_is_gone,
    tell_of_board,
    tell_of_cluster,
    tell_of_note,
    tell_of_order,
)
from workshops.boards.models import Board, Cluster, Dot, Note
from workshops.boards.photos import as_file
from workshops.boards.reading import has_totals, with_dots


@transaction.atomic
def move_note(note, *, column, cluster=None, before=None, by=None):
    """Put a note into a column or one of its clusters, before another note there, or last.

    All moves on one board come one after the other, so every screen ends with the same order.
    Raises `Gone` and `Merged`.
    """
    board = locked(note.board)
    if board.is_merged:
        raise Merged
    note = still_there(note)
    left = list_of(note)
    column = cluster.column if cluster else column
    changed_place = (note.column_id, note.cluster_id) != (column.pk, cluster.pk if cluster else None)
    note.column, note.cluster = column, cluster
    note.save(update_fields=["column", "cluster"])
    order = put(_keys(note), note.pk, before=before and before.pk)
    renumber(Note, order)
    log(note.input, "workshops.note.move", user=by, data={"list": [left, list_of(note)]})
    _tell_of_place(board, note, order, is_new=changed_place)
    return note


def _tell_of_place(board, note, order, *, is_new):
    """Totals of clusters are made of those of their notes, so with totals on it the board is fetched anew."""
    if not board.shows_notes or (is_new and has_totals(board)):
        tell_of_board(board)
        return
    if is_new and not note.is_hidden:
        tell_of_note(board, note)
    tell_of_order(board, {list_of(note): order})


def _keys(note):
    notes = Note.objects.filter(column=note.column_id, cluster=note.cluster_id)
    return list(notes.in_order().values_list("pk", flat=True))


@transaction.atomic
def stack_notes(note, onto, *, by=None):
    """Put a note with another one: into its cluster, or into a new one of the two. Returns the cluster.

    Raises as `move_note`.
    """
    board = locked(note.board)
    onto = still_there(onto)
    cluster = onto.cluster
    if cluster is None:
        cluster = Cluster.objects.create(column=onto.column)
        tell_of_cluster(board, cluster)
        move_note(onto, column=onto.column, cluster=cluster, by=by)
    if note.pk != onto.pk:
        move_note(note, column=cluster.column, cluster=cluster, by=by)
    return cluster


@transaction.atomic
def name_cluster(cluster, *, name, by):
    """Say what the notes of a cluster have in common."""
    board = locked(cluster.column.board)
    name = clean_line(name)
    if cluster.name != name:
        log(
            board.activity.room.workshop,
            "workshops.cluster.name",
            user=by,
            data={"name": [cluster.name, name], "cluster": cluster.pk},
        )
        cluster.name = name
        cluster.save(update_fields=["name"])
        tell_of_cluster(board, cluster)
    return cluster


@transaction.atomic
def split_cluster(cluster, *, by):
    """Let its notes stand alone again in the column. The dots that it got itself are gone with it."""
    board = locked(cluster.column.board)
    notes = list(cluster.notes.order_by("pk").values_list("pk", flat=True))
    told = {"name": cluster.name, "cluster": cluster.pk, "notes": notes}
    log(board.activity.room.workshop, "workshops.cluster.split", user=by, data=told)
    cluster.delete()
    tell_of_board(board)


@transaction.atomic
def reveal(board, *, by):
    """Show to all what each wrote for themselves. Twice is harmless."""
    board = locked(board)
    if not board.shows_notes:
        board.revealed_at = timezone.now()
        _changed(board, "reveal", by, "revealed_at")
    return board


@transaction.atomic
def set_frozen(board, is_frozen, *, by):
    """Let participants write no more on the board for now, or again. Raises `Merged`."""
    board = locked(board)
    if board.is_merged:
        raise Merged
    if board.is_frozen != is_frozen:
        board.frozen_at = timezone.now() if is_frozen else None
        _changed(board, "freeze" if is_frozen else "thaw", by, "frozen_at")
    return board


@transaction.atomic
def set_up(board, *, is_private, everyone_arranges, by):
    """How the board works. Notes that were shown to all are hidden again when they are made private."""
    board = locked(board)
    was_shown = board.shows_notes
    if (not was_shown, board.everyone_arranges) != (is_private, everyone_arranges):
        board.is_private, board.everyone_arranges, board.revealed_at = is_private, everyone_arranges, None
        if was_shown and is_private:
            forget_what_was_told(board)
        _changed(board, "set_up", by, "is_private", "everyone_arranges", "revealed_at")
    return board


@transaction.atomic
def put_in_spotlight(board, cluster, *, by):
    """Let the wall show one cluster alone; None for the whole board again."""
    board = locked(board)
    board.spotlight = cluster
    _changed(board, "spotlight", by, "spotlight")
    return board


def _changed(board, what, by, *fields):
    board.save(update_fields=fields)
    log(board.activity.room.workshop, "workshops.board.change", user=by, data={"what": what})
    tell_of_board(board)


@transaction.atomic
def write_paper_note(column, *, text, photo=None, by):
    """Enter what somebody in the room wrote on paper: marked so, and nobody's. `photo` is redrawn.

    Raises `Merged`.
    """
    board = locked(column.board)
    if board.is_merged:
        raise Merged
    input = Input.objects.create(
        **about_note(board, column, column.question),
        text=clean_text(text),
        client_id=uuid.uuid4(),
        shown_as=Input.ShownAs.ANONYMOUS,
    )
    note = Note(input=input, board=board, column=column, is_paper=True)
    if photo:
        note.photo = as_file(photo)
    note.save(force_insert=True)
    where = {"board": board.pk, "list": list_of(note)}
    log(input, "partners.input.give", user=by, data=where | {"paper": True})
    tell_of_note(board, with_dots(note))
    return note


@transaction.atomic
def hide_note(note, *, reason, by):
    """Take a note out of everybody's sight, with the reason to its giver."""
    locked(note.board)
    hide_input(note.input, reason=reason, by=by)


@told_of_hiding
def take_off_the_board(input):
    """Wherever it is hidden from, it goes from all screens, and who gave it a dot has that again."""
    note = Note.objects.select_related("board").filter(pk=input.pk).first()
    if note is None:
        return
    Dot.objects.filter(note=note, round__closed_at=None).delete()
    tell_it_is_gone(note.board, note)
    if note.cluster_id and has_totals(note.board):
        tell_of_board(note.board)


@transaction.atomic
def show_note_again(note, *, by):
    """Show a hidden note again, where it was."""
    locked(note.board)
    unhide_input(note.input, by=by)


@told_of_showing
def put_on_the_board_again(input):
    """Wherever it is shown again from, it comes back to all screens."""
    notes = Note.objects.select_related("input", "board", "column", "cluster__column")
    if note := notes.filter(pk=input.pk).first():
        _tell_of_place(note.board, note, _keys(note), is_new=True)


@transaction.atomic
def open_dots(board, *, per_person, several_on_one, by):
    """Begin a new round of dots. Raises `RoundGoesOn` while one is open, and `Merged`."""
    board = locked(board)
    if board.is_merged:
        raise Merged
    if board.rounds.filter(closed_at=None).exists():
        raise RoundGoesOn
    round = board.rounds.create(
        number=board.rounds.count() + 1, per_person=per_person, several_on_one=several_on_one
    )
    _changed(board, "open_dots", by)
    return round


@transaction.atomic
def close_dots(board, *, by):
    """End the round that is open: its totals are shown. None is harmless."""
    board = locked(board)
    round = board.rounds.select_for_update().filter(closed_at=None).first()
    if round:
        round.closed_at = timezone.now()
        round.save(update_fields=["closed_at"])
        _changed(board, "close_dots", by)
    return round


@transaction.atomic
def enter_paper_dots(round, *, count, note=None, cluster=None, by):
    """Set how many dots people in the room put on a note or a cluster on paper. No other is touched."""
    board = locked(round.board)
    place = {"note": note, "cluster": cluster}
    round.dots.filter(participant=None, **place).delete()
    if count:
        Dot.objects.create(round=round, count=count, **place)
    about = {"dots": count, "note": note and note.pk, "cluster": cluster and cluster.pk}
    log(board.activity.room.workshop, "workshops.board.paper_dots", user=by, data=about)
    if not round.is_open:
        tell_of_board(board)


def locked(board):
    """The board, locked for who arranges it: moves come one after the other."""
    boards = Board.objects.select_for_update(of=("self",)).select_related("activity__room__workshop")
    return boards.get(pk=board.pk)
