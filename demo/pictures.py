"""Pictures made for the demo: patchwork and drawings turned into image files. No stock photos."""

from pathlib import Path

import typst
from django.core.files.base import ContentFile
from wagtail.images.models import Image

from portal.icons import path_of
from portal.patchwork import standalone_svg

CONTENT = Path(__file__).parent / "content"
PIXELS_PER_INCH = 216
PAGE = """
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg", width: 400pt)
"""


def as_png(svg):
    """The drawing as a PNG file, 1200 pixels wide."""
    return typst.compile(PAGE.encode(), format="png", ppi=PIXELS_PER_INCH, sys_inputs={"svg": svg})


def mark_svg(icon, ink, background, shape):
    """A logo of ours for somebody invented: an icon on a round or square ground."""
    corner = {"round": 60, "square": 24}[shape]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="120" height="120">'
        f'<rect width="120" height="120" rx="{corner}" fill="{background}"/>'
        f'<g transform="translate(24 24) scale(3)" color="{ink}" fill="none">{path_of(icon)}</g></svg>'
    )


def patchwork_picture(title, *, seed, palette="alle", icons=(), columns=6, rows=4):
    """A patchwork image in Wagtail's library, made once for each title."""
    svg = standalone_svg(seed, palette=palette, columns=columns, rows=rows, icons=icons)
    return _store(title, f"lappeteppe-{seed}.png", svg)


def drawing(title, name):
    """A drawing of ours from `demo/content`, in Wagtail's library."""
    return _store(title, f"{name}.png", (CONTENT / f"{name}.svg").read_text())


def note_on_paper(text):
    """The photo of a note, as a PNG file."""
    return typst.compile(CONTENT / "lapp.typ", format="png", ppi=PIXELS_PER_INCH, sys_inputs={"text": text})


def _store(title, filename, svg):
    if image := Image.objects.filter(title=title).first():
        return image
    return Image.objects.create(title=title, file=ContentFile(as_png(svg), name=filename), description=title)
