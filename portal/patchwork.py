"""Patchwork pictures: square tiles put together by the server, the same picture for the same seed.

On a page the tiles carry the stylesheet's classes; `standalone_svg` writes the colours into the
drawing instead, for pictures that leave the page (Open Graph, demo images, mail).
"""

import random
import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape

from portal.icons import Svg, path_of

TILE = 100

# The theme's own values, for drawings that no stylesheet reaches.
COLOURS = {
    "q-gronn": "#14553f",
    "q-gronnmid": "#2e6754",
    "q-gronnlys": "#a9c1b9",
    "q-korall": "#c8472b",
    "q-korallys": "#e7aea2",
    "q-sand": "#c9a978",
    "q-sandlys": "#f0e7da",
    "q-blaa": "#2c5f7c",
    "q-blaalys": "#aabfca",
    "qi-gronn": "#14553f",
    "qi-korall": "#c8472b",
    "qi-blaa": "#2c5f7c",
    "qi-hvit": "#ffffff",
}

# (background, pattern) pairs that stand well together, and the ink that an icon takes on a background.
PALETTES = {
    "gronn": (
        ("gronn", "gronnlys"),
        ("gronnlys", "gronn"),
        ("sand", "gronn"),
        ("gronn", "sand"),
        ("sandlys", "gronn"),
        ("gronn", "gronnmid"),
        ("gronnlys", "korall"),
    ),
    "korall": (
        ("korallys", "korall"),
        ("korall", "korallys"),
        ("sandlys", "sand"),
        ("sand", "korall"),
        ("sandlys", "korall"),
        ("gronn", "korallys"),
        ("korall", "sand"),
    ),
    "blaa": (
        ("blaa", "blaalys"),
        ("blaalys", "blaa"),
        ("sand", "blaa"),
        ("sandlys", "blaa"),
        ("blaa", "sand"),
        ("blaa", "sandlys"),
        ("gronn", "blaalys"),
    ),
}
PALETTES["alle"] = PALETTES["gronn"] + PALETTES["korall"] + PALETTES["blaa"][:5]
INK = {"gronn": "hvit", "korall": "hvit", "blaa": "hvit", "korallys": "korall", "blaalys": "blaa"}
SHAPES = ("leaf", "quarter", "quarter", "arch", "ring", "stripes", "triangle")


@dataclass(frozen=True)
class Tile:
    background: str
    shape: str
    colour: str
    turn: int = 0
    icon: str = ""

    def body(self):
        if self.icon:
            drawing = path_of(self.icon)
            return f'<g transform="translate(20 20) scale(2.5)" class="qi-{self.colour}">{drawing}</g>'
        if self.shape == "ring":
            return (
                f'<circle cx="50" cy="50" r="33" class="q-{self.colour}"/>'
                f'<circle cx="50" cy="50" r="15" class="q-{self.background}"/>'
            )
        return f'<g transform="rotate({self.turn} 50 50)">{_shape(self.shape, self.colour)}</g>'

    def svg(self, column, row):
        square = f'<rect width="{TILE}" height="{TILE}" class="q-{self.background}"/>'
        return f'<g transform="translate({column * TILE} {row * TILE})">{square}{self.body()}</g>'


def _shape(shape, colour):
    css = f'class="q-{colour}"'
    if shape == "leaf":
        return f'<path d="M0 0A100 100 0 0 1 100 100A100 100 0 0 1 0 0Z" {css}/>'
    if shape == "quarter":
        return f'<path d="M0 0H100A100 100 0 0 1 0 100Z" {css}/>'
    if shape == "triangle":
        return f'<path d="M0 0H100L0 100Z" {css}/>'
    if shape == "arch":
        return (
            f'<path d="M0 100A100 100 0 0 1 100 0V33A67 67 0 0 0 33 100Z" {css}/>'
            f'<path d="M66 100A34 34 0 0 1 100 66V100Z" {css}/>'
        )
    return "".join(f'<rect x="0" y="{y}" width="100" height="10" {css}/>' for y in range(0, 100, 20))


def _icon(background, name, ink=""):
    return Tile(background, "icon", ink or INK.get(background, "gronn"), icon=name)


def _tile(text):
    """A tile from its short form: `background shape colour turn`, or `background @icon ink`."""
    background, shape, *rest = text.split()
    if shape.startswith("@"):
        return _icon(background, shape[1:], *rest)
    return Tile(background, shape, rest[0], int(rest[1]) if len(rest) > 1 else 0)


HERO_COLUMNS = 5
HERO = tuple(
    _tile(line)
    for line in (
        "gronn leaf gronnlys 90",
        "sand @armchair",
        "sandlys quarter korall 180",
        "gronnlys arch gronn 0",
        "blaa @bicycle",
        "korall @scissors",
        "gronn arch sand 180",
        "gronnlys ring gronn",
        "sandlys @wrench",
        "korall quarter korallys 0",
        "sandlys stripes sand 0",
        "korallys quarter korall 270",
        "gronn @recycle",
        "sand leaf korall 0",
        "gronn stripes gronnmid 90",
        "blaa quarter gronnlys 90",
        "gronnlys @hanger",
        "korall triangle sand 90",
        "sandlys quarter gronn 90",
        "sand @coffee",
        "sandlys @hand-heart korall",
        "gronn triangle gronnmid 0",
        "sandlys quarter blaa 0",
        "korallys @package",
        "gronnlys arch gronn 270",
        "gronn arch gronnlys 90",
        "sand quarter korall 0",
        "blaa leaf sandlys 90",
        "korallys stripes korall 90",
        "gronn quarter sand 180",
    )
)


def compose(seed, *, palette="alle", columns=4, rows=2, icons=()):
    """The tiles of one picture, row by row.

    The same arguments always give the same tiles. No tile has the background of its neighbour to the
    left or above, no shape lies beside itself, and the icons are spread over the picture.
    """
    rng = random.Random(f"{seed}/{palette}/{columns}x{rows}/{' '.join(icons)}")
    places = _icon_places(rng, columns, rows, list(icons))
    tiles = []
    for index in range(columns * rows):
        neighbours = [tiles[index - 1]] if index % columns else []
        neighbours += [tiles[index - columns]] if index >= columns else []
        tiles.append(_next_tile(rng, palette, neighbours, places.get(index)))
    return tuple(tiles)


def _icon_places(rng, columns, rows, icons):
    """Which tile each icon takes: the squares of one chessboard colour, evenly drawn."""
    colour = rng.randrange(2)
    board = [i for i in range(columns * rows) if (i % columns + i // columns) % 2 == colour]
    icons = icons[: len(board)]
    step = len(board) / max(len(icons), 1)
    return {board[int(number * step)]: name for number, name in enumerate(icons)}


def _next_tile(rng, palette, neighbours, icon):
    used = {tile.background for tile in neighbours}
    background, colour = rng.choice([pair for pair in PALETTES[palette] if pair[0] not in used])
    if icon:
        return _icon(background, icon)
    shapes = [shape for shape in SHAPES if shape not in {tile.shape for tile in neighbours}]
    return Tile(background, rng.choice(shapes), colour, rng.choice((0, 90, 180, 270)))


# A site shows the same few pictures over and over.
@lru_cache(maxsize=512)
def patchwork_svg(seed, *, palette="alle", columns=4, rows=2, icons=(), css_class=""):
    """The picture for a page. The seed `hero` is the front page's own composition of 5 by 6 tiles."""
    if seed == "hero":
        return _wrap(HERO, HERO_COLUMNS, f"om-lappeteppe om-lappeteppe--hero {css_class}".strip())
    tiles = compose(seed, palette=palette, columns=columns, rows=rows, icons=icons)
    return _wrap(tiles, columns, f"om-lappeteppe {css_class}".strip())


def _wrap(tiles, columns, css_class):
    size = f"{columns * TILE} {len(tiles) // columns * TILE}"
    return Svg(
        f'<svg class="{escape(css_class)}" viewBox="0 0 {size}" preserveAspectRatio="xMinYMin slice" '
        f'aria-hidden="true" focusable="false">{_draw(tiles, columns)}</svg>'
    )


def _draw(tiles, columns):
    return "".join(tile.svg(i % columns, i // columns) for i, tile in enumerate(tiles))


def standalone_svg(seed, *, palette="alle", columns=4, rows=2, icons=(), scale=1):
    """The same picture as a file of its own: sized in pixels, colours as attributes, no class."""
    if seed == "hero":
        tiles, columns = HERO, HERO_COLUMNS
    else:
        tiles = compose(seed, palette=palette, columns=columns, rows=rows, icons=icons)
    width, height = columns * TILE, len(tiles) // columns * TILE
    drawing = re.sub(r'class="(qi?-\w+)"', _attribute, _draw(tiles, columns))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width * scale}" height="{height * scale}">{drawing}</svg>'
    )


def _attribute(match):
    name = match[1]
    return f'{"color" if name.startswith("qi-") else "fill"}="{COLOURS[name]}"'
