"""Logos: what is uploaded is read as a picture and drawn anew, so that nothing else of the file is left."""

import secrets
from io import BytesIO

import filetype
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 3 * 1024 * 1024
# A small file can hold a picture that fills the memory.
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 480
KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF"}


class NotALogo(Exception):
    """The file is no picture of a kind that we take."""


class TooLarge(NotALogo):
    """The file or the picture in it is larger than a logo needs to be."""


def redraw(data):
    """The picture in `data` as WebP of at most 480 × 480: no metadata, no animation. Raises NotALogo.

    What it is, is told by its content; its name and what the browser calls it do not count.
    """
    if len(data) > LARGEST_FILE:
        raise TooLarge
    kind = KINDS.get(filetype.guess_mime(data))
    if kind is None:
        raise NotALogo
    try:
        with Image.open(BytesIO(data), formats=[kind]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise TooLarge
            return _as_webp(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLarge from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotALogo from error


def _as_webp(image):
    image = ImageOps.exif_transpose(image)
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    written = BytesIO()
    clean.save(written, "WEBP", quality=90, method=4)
    return written.getvalue()


def as_file(data):
    """A redrawn picture as the file to store; nobody can guess its name."""
    return ContentFile(data, name=f"{secrets.token_urlsafe(18)}.webp")


def delete_later(logo):
    """Delete the file when the transaction has committed: until then pages show it."""
    if logo:
        name, storage = logo.name, logo.storage
        transaction.on_commit(lambda: storage.delete(name))
