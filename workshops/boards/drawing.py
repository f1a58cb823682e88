"""A board as one picture: SVG without scripts, styles or anything from elsewhere."""

import textwrap
from html import escape

MARGIN, GAP, COLUMN, LINE, PAD = 32, 20, 340, 20, 14
# Letters on a line: few enough that wide ones do not run over the edge.
ON_NOTE, ON_COLUMN, ON_TITLE = 34, 28, 60
FONT = 'font-family="Public Sans, Arial, sans-serif"'
INK, QUIET, LINES = "#10201A", "#4A5750", "#14553F"
# Ground and edge by kind of participant, as on the board.
COLOURS = {
    "self": ("#F6EEDD", "#B08D3C"),
    "business": ("#FBE6DF", "#C8553D"),
    "association": ("#DFF0E7", "#2F7D5B"),
    "public": ("#E0ECF8", "#3B6FA8"),
    "": ("#EEF0EF", "#7C8782"),
}


def draw(picture, giver_of, *, title):
    """The picture's source. `giver_of(note)` says whom a note is from."""
    heading, top = _text(title, MARGIN, MARGIN + 24, ON_TITLE, size=24, weight=700, line=30)
    shapes, bottoms = [heading], [top]
    for number, column in enumerate(picture.columns):
        drawn, bottom = _column(column, MARGIN + number * (COLUMN + GAP), top + GAP, giver_of)
        shapes += drawn
        bottoms.append(bottom)
    width = max(2 * MARGIN + len(picture.columns) * (COLUMN + GAP) - GAP, 900)
    height = max(bottoms) + MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">'
        f'<title id="title">{escape(title)}</title>'
        f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>{"".join(shapes)}</svg>'
    )


def _column(column, x, y, giver_of):
    title, y = _text(column.thing.title, x, y + 20, ON_COLUMN, size=18, weight=700, line=24)
    shapes = [title, f'<rect x="{x}" y="{y - 8}" width="{COLUMN}" height="3" fill="#C8553D"/>']
    y += 8
    for pile in column.clusters:
        inside, bottom = _notes(pile, x + PAD, y + 36, COLUMN - 2 * PAD, giver_of)
        name, _below = _text(str(pile.thing), x + PAD, y + 24, ON_NOTE, size=16, weight=700, most=1)
        shapes += [_box(x, y, COLUMN, bottom - y, "#F3FAF6", LINES), name, *inside]
        y = bottom + PAD
    notes, y = _notes(column, x, y, COLUMN, giver_of)
    return shapes + notes, y


def _notes(pile, x, y, width, giver_of):
    shapes = []
    for note in pile.notes:
        if note.input.is_withdrawn:
            continue
        ground, edge = COLOURS[note.kind]
        words, below = _text(note.input.text, x + PAD, y + 24, ON_NOTE - (COLUMN - width) // 9, size=15)
        giver, bottom = _text(giver_of(note), x + PAD, below + 2, ON_NOTE, size=12, ink=QUIET, most=1)
        shapes += [_box(x, y, width, bottom - y - 4, ground, edge), words, giver]
        if note.dots_given:
            shapes.append(_dots(note.dots_given, x + width - 20, bottom - 24))
        y = bottom + 8
    return shapes, y


def _dots(number, x, y):
    middle = f'text-anchor="middle" font-size="12" font-weight="700" fill="#FFFFFF" {FONT}'
    return (
        f'<circle cx="{x}" cy="{y}" r="13" fill="#A83E28"/><text x="{x}" y="{y + 4}" {middle}>{number}</text>'
    )


def _box(x, y, width, height, ground, edge):
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="{ground}" stroke="{edge}"/>'


def _text(words, x, y, letters, *, size, weight=400, ink=INK, line=LINE, most=None):
    """(the text broken into lines, the place below it)"""
    lines = [part for row in words.split("\n") for part in textwrap.wrap(row, letters) or [""]]
    if most and len(lines) > most:
        lines = [*lines[: most - 1], textwrap.shorten(" ".join(lines[most - 1 :]), letters, placeholder="…")]
    spans = (
        f'<tspan x="{x}" y="{y + number * line}">{escape(each)}</tspan>' for number, each in enumerate(lines)
    )
    head = f'<text {FONT} font-size="{size}" font-weight="{weight}" fill="{ink}">'
    return f"{head}{''.join(spans)}</text>", y + len(lines) * line
