"""Documents as tagged PDF (PDF/UA-1), set by typst from a template and data.

What people wrote reaches a template as data only, so nothing in it can be markup. `templates/pdf/base.typ`
has the parts that all documents share.
"""

import json
import re
import unicodedata
from pathlib import Path

import typst
from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "pdf"
# A character that none of the fonts can draw, as typst names it.
UNDRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
BOX = "\N{WHITE SQUARE}"
# Each round finds all that is left to find but for what typst did not come to; two are enough in practice.
ROUNDS = 5


def compile(template, data, *, at=None):
    """The document as bytes: `template` is a path under `templates/pdf`, `data` what JSON can hold.

    `data` has `title` and `language` (a code), which every tagged document needs. With `at` (an aware
    datetime) it is dated so, and the same data make the same bytes. A character that the fonts cannot draw
    (an emoji) becomes a square; a document never fails for what somebody wrote.
    """
    timestamp = int(at.timestamp()) if at else None
    for _round in range(ROUNDS):
        try:
            return _set(template, data, timestamp)
        except typst.TypstError as error:
            undrawn = _undrawn(error)
            if not undrawn:
                raise
            data = _translated(data, undrawn)
    return _set(template, data, timestamp)


def _set(template, data, timestamp):
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        sys_inputs={"data": json.dumps(data)},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=timestamp,
    )


def _undrawn(error):
    """What to write in place of each character that could not be drawn: a square, or nothing for a joiner."""
    named = (ESCAPED.sub(_unescaped, name) for name in UNDRAWN.findall(error.diagnostic))
    return {ord(character): _instead(character) for name in named for character in name if character != BOX}


def _unescaped(match):
    return chr(int(match[1], 16)) if match[1] else match[2]


def _instead(character):
    return "" if unicodedata.category(character)[0] in "CM" else BOX


def _translated(value, table):
    """The same values with the characters of every text translated."""
    if isinstance(value, dict):
        return {key: _translated(each, table) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_translated(each, table) for each in value]
    return value.translate(table) if isinstance(value, str) else value
