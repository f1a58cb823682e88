"""The hub's room of a board: what is written, moved and hidden there reaches every screen.

What is told is the same for all: no dots that are secret, no note before it is revealed, and nobody's own.
"""

from django.template.loader import render_to_string

from portal.live.actions import forget, tell
from portal.live.rooms import register_kind
from portal.rows import run_together
from workshops.boards.models import Board
from workshops.live import hall

# A note as everyone sees it stands on nobody's own page.
EVERYONES = {"picture": {"own": ()}, "note_tools": ""}


def may_enter(user, key):
    return (
        key.isdecimal()
        and (room := Board.objects.filter(pk=key).values_list("activity__room", flat=True).first())
        and hall.may_enter(user, str(room))
    )


def render(key, what, data):
    """A note or a cluster comes with its markup; the rest is numbers."""
    if "note" in data:
        note = data["note"]
        return as_everyone_sees(note)
    if "cluster" in data:
        cluster = data["cluster"]
        html = render_to_string("workshops/boards/_cluster.html", {"cluster": cluster, "notes": []})
        return {"id": cluster.pk, "column": cluster.column_id, "name": cluster.name, "html": html}
    return data


def as_everyone_sees(note):
    """A note in the active language, with where it stands."""
    html = render_to_string("workshops/boards/_note.html", {"note": note, "part": EVERYONES})
    return {"id": note.pk, "list": list_of(note), "html": html}


def list_of(note):
    """The list that a note is in, as the page calls it."""
    return f"k{note.cluster_id}" if note.cluster_id else f"c{note.column_id}"


BOARD = register_kind("board", may_enter=may_enter, render=render)


def tell_of_note(board, note, *, first=()):
    """A note is new, changed, or shown again. While notes are private only how many there are is told.

    `first` are the statements that write it. Returns what is told of it, as `tell` does, or nothing.
    """
    if board.shows_notes:
        return tell(BOARD, board.pk, what="note", note=note, first=first)
    if first:
        run_together(first).close()
    tell_of_number(board, note.column_id)
    return {}


def tell_of_number(board, column_pk):
    count = board.notes.shown().filter(column=column_pk).count()
    tell(BOARD, board.pk, what="number", column=column_pk, count=count)


def tell_it_is_gone(board, note):
    """What was told of it must not be read any more, by those who come back later either.

    While notes are private it may stand on its writer's own page.
    """
    if board.shows_notes:
        forget(BOARD, board.pk)
    tell(BOARD, board.pk, what="gone", id=note.pk)
    if not board.shows_notes:
        tell_of_number(board, note.column_id)


def forget_what_was_told(board):
    """Notes that were shown to all are private again: who comes back later does not read them either."""
    forget(BOARD, board.pk)


def tell_of_order(board, lists):
    """`lists` is {list: primary keys of its notes in order}."""
    tell(BOARD, board.pk, what="order", lists=lists)


def tell_of_cluster(board, cluster):
    tell(BOARD, board.pk, what="cluster", cluster=cluster)


def tell_of_board(board):
    """So much has changed that each page fetches the board anew."""
    tell(BOARD, board.pk, what="board")
