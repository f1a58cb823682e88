"""Pictures made for the demo: patchwork and drawings turned into image files. No stock photos."""

from pathlib import Path

import typst
from django.core.files.base import ContentFile
from wagtail.images.models import Image

from portal.patchwork import standalone_svg

CONTENT = Path(__file__).parent / "content"
PIXELS_PER_INCH = 216
PAGE = """
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 400pt)
"""


def as_png(svg):
    """The drawing as a PNG file, 1200 pixels wide."""
    return typst.compile(PAGE.encode(), format="png", ppi=PIXELS_PER_INCH, sys_inputs={"svg": svg})


def patchwork_picture(title, *, seed, palette="alle", icons=(), columns=6, rows=4):
    """A patchwork image in Wagtail's library, made once for each title."""
    svg = standalone_svg(seed, palette=palette, columns=columns, rows=rows, icons=icons)
    return _store(title, f"lappeteppe-{seed}.png", svg)


def drawing(title, name):
    """A drawing of ours from `demo/content`, in Wagtail's library."""
    return _store(title, f"{name}.png", (CONTENT / f"{name}.svg").read_text())


def _store(title, filename, svg):
    if image := Image.objects.filter(title=title).first():
        return image
    return Image.objects.create(title=title, file=ContentFile(as_png(svg), name=filename), description=title)
