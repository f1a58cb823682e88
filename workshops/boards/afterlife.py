"""What becomes of notes when the meeting is over: input like any other, answered like any other."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from partners.inputs.models import Input
from partners.inputs.sections import input_section, told_of_redaction
from portal.pagecache import forget_pages
from workshops.boards.models import Note
from workshops.boards.photos import drop_photo
from workshops.boards.reading import with_dots
from workshops.live.registry import counts, on_claim, on_close


@on_close(order=10)
def publish_notes(room, by):
    """Everyone can read the notes from now on, but hidden ones. Those that were published before stay."""
    waiting = Input.objects.select_for_update(of=("self",)).filter(
        note__board__activity__room=room, visibility=Input.Visibility.MUNICIPALITY
    )
    notes = list(waiting.exclude(status=Input.Status.HIDDEN).select_related("giver").order_by("pk"))
    if not notes:
        return []
    Input.objects.filter(pk__in=[note.pk for note in notes]).update(visibility=Input.Visibility.EVERYONE)
    log(room.workshop, "workshops.board.publish", user=by, data={"inputs": [note.pk for note in notes]})
    forget_pages()
    return notes


@on_claim(order=10)
def give_notes(participant):
    """What the participant wrote under a name is the person's from now on; what was anonymous is nobody's.

    Who had an account before and closed it stays forgotten.
    """
    written = Input.objects.filter(note__participant=participant, is_forgotten=False)
    written.update(giver=participant.person)


@counts(order=20)
def notes_of(room):
    number = Note.objects.shown().filter(board__activity__room=room).count()
    return number, ngettext("note on the board", "notes on the board", number)


told_of_redaction(drop_photo)


@input_section(order=15)
def place_of_note(request, input):
    """Where on which board an input was written, and how many found it important. Three queries at most."""
    note = (
        Note.objects.select_related("board__activity__room__workshop", "cluster", "column")
        .filter(pk=input.pk)
        .first()
    )
    if note is None:
        return None
    return "workshops/boards/_on_input.html", {"note": with_dots(note), "label": _("From the live board")}
