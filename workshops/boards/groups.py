"""Boards of groups: beside the main one for a while, then moved into it."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.log_actions import log

from portal.live.actions import forget
from portal.ordering import LAST
from portal.text import clean_line
from workshops.boards.arranging import locked
from workshops.boards.errors import Merged, NotRevealed, RoundGoesOn
from workshops.boards.live import BOARD, tell_of_board
from workshops.boards.models import Board, Cluster, Column, Dot, Note
from workshops.live.hall import tell_of_list
from workshops.live.models import Activity


@transaction.atomic
def open_group(main, *, name, by):
    """A board with the same columns, which a group can use at once. The same name twice is the same board.

    Raises `Merged` for a board that is itself a group's, and has been moved away.
    """
    main = locked(main)
    if main.is_merged:
        raise Merged
    main = locked(main.main) if main.main else main
    name, room = clean_line(name), main.activity.room
    if known := main.groups.filter(activity__title=name, merged_at=None).first():
        return known
    activity = Activity.objects.create(
        room=room, kind=main.activity.kind, title=name, order=main.activity.order, opened_at=timezone.now()
    )
    board = Board.objects.create(
        activity=activity, main=main, is_private=main.is_private, everyone_arranges=main.everyone_arranges
    )
    Column.objects.bulk_create(
        Column(board=board, question_id=column.question_id, title=column.title, order=column.order)
        for column in main.columns.all()
    )
    log(room.workshop, "workshops.board.group", user=by, data={"board": board.pk, "name": name})
    tell_of_board(main)
    tell_of_list(room)
    return board


@transaction.atomic
def merge_group(board, *, by):
    """Move all of a group's notes into the main board's columns, with clusters and dots; then it is frozen.

    A column is the one with the same question, or else the same title, or else a new one. Dots of the n-th
    round come to the main board's n-th. Twice is harmless. Raises `RoundGoesOn`, and `NotRevealed`.
    """
    # The main one first, always: two groups that are merged at once wait for each other.
    main, board = locked(board.main), locked(board)
    if board.is_merged:
        return main
    if Board.objects.filter(
        pk__in=[main.pk, board.pk], rounds__isnull=False, rounds__closed_at=None
    ).exists():
        raise RoundGoesOn
    if not board.shows_notes and board.notes.exists():
        raise NotRevealed
    notes = list(board.notes.order_by("pk").values_list("pk", flat=True))
    _move_rounds(board, main)
    for column in board.columns.all():
        _move_column(board, column, _counterpart(column, main))
    board.merged_at = timezone.now()
    board.frozen_at, board.spotlight = board.frozen_at or board.merged_at, None
    board.save(update_fields=["merged_at", "frozen_at", "spotlight"])
    told = {"board": board.pk, "name": str(board), "into": main.pk, "notes": notes}
    log(board.activity.room.workshop, "workshops.board.merge", user=by, data=told)
    forget(BOARD, board.pk)
    tell_of_board(board)
    tell_of_board(main)
    tell_of_list(board.activity.room)
    return main


def _counterpart(column, main):
    """The main board's column for what stands in this one."""
    columns = list(main.columns.all())
    same_question = [
        each for each in columns if column.question_id and each.question_id == column.question_id
    ]
    same_title = [each for each in columns if each.title == column.title]
    if found := [*same_question, *same_title]:
        return found[0]
    order = max((each.order for each in columns), default=-1) + 1
    return main.columns.create(question_id=column.question_id, title=column.title, order=order)


def _move_column(board, column, to):
    """Behind what stands there already, in the order that it had."""
    last = to.notes.exclude(position=LAST).aggregate(last=Max("position"))["last"] or 0
    Cluster.objects.filter(column=column).update(column=to)
    moved = list(board.notes.filter(column=column).in_order())
    for number, note in enumerate(moved, start=last + 1):
        note.board_id, note.column, note.position = to.board_id, to, number
    Note.objects.bulk_update(moved, ["board", "column", "position"])


def _move_rounds(board, main):
    for round in board.rounds.all():
        into, _is_new = main.rounds.get_or_create(
            number=round.number,
            defaults={
                "per_person": round.per_person,
                "several_on_one": round.several_on_one,
                "opened_at": round.opened_at,
                "closed_at": round.closed_at,
            },
        )
        Dot.objects.filter(round=round).update(round=into)
