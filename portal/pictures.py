"""Uploaded pictures: each is read as a picture and drawn anew, so that nothing else of the file is left."""

import secrets
from io import BytesIO

import filetype
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP", "image/gif": "GIF"}


class NotAPicture(Exception):
    """The file is no picture of a kind that we take."""


class TooLarge(NotAPicture):
    """The file or the picture in it is larger than it needs to be."""


def redraw(data, *, most_bytes, most_pixels, longest_side):
    """The picture in `data` as WebP of at most that many points a side: no metadata, no animation.

    What it is, is told by its content; its name and what the browser calls it do not count. A small file can
    hold a picture that fills the memory, so its points are counted first. Raises NotAPicture.
    """
    if len(data) > most_bytes:
        raise TooLarge
    kind = KINDS.get(filetype.guess_mime(data))
    if kind is None:
        raise NotAPicture
    try:
        with Image.open(BytesIO(data), formats=[kind]) as image:
            if image.width * image.height > most_pixels:
                raise TooLarge
            return _as_webp(image, longest_side)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLarge from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotAPicture from error


def _as_webp(image, longest_side):
    image = ImageOps.exif_transpose(image)
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((longest_side, longest_side))
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    written = BytesIO()
    clean.save(written, "WEBP", quality=90, method=4)
    return written.getvalue()


def as_file(data):
    """A redrawn picture as the file to store; nobody can guess its name."""
    return ContentFile(data, name=f"{secrets.token_urlsafe(18)}.webp")


def delete_later(file):
    """Delete the file when the transaction has committed: until then pages show it."""
    if file:
        name, storage = file.name, file.storage
        transaction.on_commit(lambda: storage.delete(name))
