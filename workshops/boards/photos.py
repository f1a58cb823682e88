"""Photos of notes on paper: drawn anew, without where and when they were taken."""

from portal import pictures
from portal.pictures import KINDS, NotAPicture, TooLarge, as_file, delete_later
from workshops.boards.models import Note

__all__ = ["KINDS", "LARGEST_FILE", "NotAPicture", "TooLarge", "as_file", "drop_photo", "redraw"]

# What telephones take, and enough of it to read handwriting.
LARGEST_FILE = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600


def redraw(data):
    """The photo in `data` as WebP of at most 1600 points a side. Raises NotAPicture."""
    return pictures.redraw(data, most_bytes=LARGEST_FILE, most_pixels=MOST_PIXELS, longest_side=LONGEST_SIDE)


def drop_photo(input):
    """Take the photo of a note away for good: it shows words that the note says no more."""
    note = Note.objects.select_for_update().filter(pk=input.pk).exclude(photo="").first()
    if note:
        delete_later(note.photo)
        note.photo = ""
        note.save(update_fields=["photo"])
