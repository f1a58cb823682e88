"""Logos: small pictures, drawn anew."""

from portal import pictures
from portal.pictures import KINDS, NotAPicture, TooLarge, as_file, delete_later

__all__ = ["KINDS", "LARGEST_FILE", "NotALogo", "TooLarge", "as_file", "delete_later", "redraw"]

LARGEST_FILE = 3 * 1024 * 1024
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 480
NotALogo = NotAPicture


def redraw(data):
    """The picture in `data` as WebP of at most 480 × 480. Raises NotALogo."""
    return pictures.redraw(data, most_bytes=LARGEST_FILE, most_pixels=MOST_PIXELS, longest_side=LONGEST_SIDE)
