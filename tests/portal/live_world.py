"""A live room with a board on the screen, which the table's rows about live meetings ask for."""

import uuid

from workshops.boards.actions import write_note
from workshops.boards.live import BOARD
from workshops.live.actions import join_room, let_facilitate, open_room, show_activity
from workshops.live.hall import HALL


def live_world(meeting, signup, *, by, other):
    """(addresses, sockets) by the names of the rows. Nobody who asks is in the room; `other` may lead it."""
    room = open_room(meeting, by=by)
    board = room.activities.get(kind="board").board
    show_activity(room, board.activity, by=by, seen=room.step)
    bird = join_room(room, client_id=uuid.uuid4(), name="Fuglen", kind="self")
    note = write_note(
        board.columns.first(), text="Lapp", participant=bird, client_id=uuid.uuid4(), language="nb"
    )
    let_facilitate(room, other, by=by)
    arguments = {
        "enter_code": [],
        "live": [room.code],
        "live_look": [room.code, board.pk],
        "live_join_by_link": [signup.token],
        "note": [room.code, board.pk],
        "board": [room.code, board.pk],
        "board_file": [room.code, board.pk, "json"],
        "note_change": [room.code, note.pk],
        "note_photo": [room.code, note.pk],
        "note_hide": [room.code, board.pk, note.pk],
        "meetings:live_ungrant": [meeting.pk, other.pk],
    }
    sockets = {
        "live/socket/ (hall of a live meeting)": f"/live/socket/?room={HALL.room(room.pk)}@0",
        "live/socket/ (live board)": f"/live/socket/?room={BOARD.room(board.pk)}@0",
    }
    return arguments, sockets
