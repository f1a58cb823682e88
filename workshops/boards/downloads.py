"""What lies in files: photos of notes for all in the room, and the board itself for who leads."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from workshops.boards.console import leads_board
from workshops.boards.exports import FORMATS, export
from workshops.boards.models import Note
from workshops.live.access import at_room
from workshops.live.rules import may_facilitate


@require_safe
@leads_board
def board_file(request, room, board, file_format):
    """The board as a download, during the meeting and after it."""
    if file_format not in FORMATS:
        raise Http404
    return export(
        board,
        file_format=file_format,
        by=request.user,
        address_of=lambda input: request.build_absolute_uri(input.get_absolute_url()),
    )


@require_safe
@at_room
def photo(request, room, pk):
    """The photo of a note, for those who see the note: the room, and who leads before it is revealed."""
    notes = Note.objects.shown().exclude(photo="").select_related("board__activity")
    note = get_object_or_404(notes, pk=pk, board__activity__room=room)
    board = note.board
    seen = board.activity.opened_at and board.shows_notes and not note.input.is_withdrawn
    if not seen and not may_facilitate(request.user, room):
        raise Http404
    return FileResponse(note.photo.open(), content_type="image/webp", filename="lapp.webp")
