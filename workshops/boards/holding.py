"""A board held until the commit: whoever writes on it comes one after the other."""

from typing import NamedTuple

from django.db import connection

from portal.rows import Statement, run_together
from workshops.boards.errors import Frozen
from workshops.boards.models import Board
from workshops.boards.rules import may_write
from workshops.live.models import Activity, LiveRoom

# Plain statements: a hall waits while they run.
_LOCK = "SELECT 1 FROM workshops_board WHERE activity_id = %s FOR NO KEY UPDATE"
_BOARD = """
    SELECT board.activity_id, board.is_private, board.revealed_at, board.frozen_at,
           room.workshop_id, room.expires_at, room.closed_at,
           EXISTS (
               SELECT 1 FROM workshops_dotround WHERE board_id = board.activity_id AND closed_at IS NOT NULL
           ),
           CASE WHEN %s THEN nextval('partners_input_id_seq') END,
           (SELECT id FROM partners_input WHERE client_id = %s::uuid),
           (SELECT question_id FROM workshops_column WHERE id = %s)
    FROM workshops_board AS board
    JOIN workshops_activity AS activity ON activity.id = board.activity_id
    JOIN workshops_liveroom AS room ON room.workshop_id = activity.room_id
    WHERE board.activity_id = %s
"""
_OF_BOARD = ("activity_id", "is_private", "revealed_at", "frozen_at")
_OF_ROOM = ("workshop_id", "expires_at", "closed_at")


class Place(NamedTuple):
    """Where a new note goes: the board, its key, the key of the note that was sent with the same id, and the
    key of the question that it answers."""

    board: Board
    key: int
    known: int | None
    question: int | None


def board_for_writing(pk):
    """The board, held, when participants may write on it now. Raises `Frozen`.

    Notes stand in the order of their keys until somebody arranges them: given out one after the other, they
    come in the order in which all are told of them.
    """
    return _open_board(_hold(pk))


def place_for_note(column, client_id):
    """As `board_for_writing`, with the key of the next note. Raises `Frozen`."""
    state = _hold(column.board_id, str(client_id), column.pk)
    return Place(_open_board(state), *state[8:])


def _hold(pk, client_id=None, column_pk=None):
    state = Statement(_BOARD, [client_id is not None, client_id, column_pk, pk])
    with run_together([Statement(_LOCK, [pk]), state]) as cursor:
        return cursor.fetchone()


def _open_board(state):
    """The board with what one asks of it under the lock; other fields are read when they are asked for."""
    board = _loaded(Board, _OF_BOARD, state[:4])
    board.activity = _loaded(Activity, ("id", "room_id"), (board.pk, state[4]))
    board.activity.room = room = _loaded(LiveRoom, _OF_ROOM, state[4:7])
    board.has_totals = state[7]
    if not may_write(board, room):
        raise Frozen
    return board


def _loaded(model, fields, values):
    return model.from_db(connection.alias, fields, values)
