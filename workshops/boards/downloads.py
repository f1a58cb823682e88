"""Files of a board, for who leads."""

from django.http import Http404
from django.views.decorators.http import require_safe

from workshops.boards.console import leads_board
from workshops.boards.exports import FORMATS, export


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
