"""Stream field data out of the plain (name, value) pairs of `demo/content`."""

import json
from uuid import NAMESPACE_URL, uuid5

from django.utils.html import escape

from demo import pictures
from demo.study import study


def stream(parts, *, seed):
    """The parts as a stream field's JSON. The same seed gives the same block ids."""
    return json.dumps(
        [
            {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, f"{seed}/{number}"))}
            for number, (kind, value) in enumerate(_value(part) for part in parts)
        ]
    )


def _value(part):
    kind, value = part
    return WRITERS[kind](value) if kind in WRITERS else (kind, value)


def _picture(name):
    image = pictures.drawing("Skisse av ombrukssenteret, sett ovenfra", "skisse")
    alt = (
        "Plantegning med ombruksbutikk, verkstedgate, utlånssentral, kursrom, kafé, torg og lager rundt en "
        "felles inngang."
    )
    return "image", {
        "image": {"image": image.pk, "alt_text": alt, "decorative": False},
        "caption": "Slik kan senteret se ut. Skissen er ikke i målestokk.",
    }


def _needs(needs):
    heading, rows = needs
    keys = ("title", "text", "icon")
    return "needs", {"heading": heading, "needs": [dict(zip(keys, row, strict=True)) for row in rows]}


def timeline(steps, *, heading, lead=""):
    keys = ("time", "title", "text", "state")
    rows = [dict(zip(keys, step, strict=True)) for step in steps]
    return "timeline", {"heading": heading, "lead": lead, "steps": rows}


def _give_input(words):
    heading, text, label, address = words
    button = {"label": label, "page": None, "address": address}
    return "call_to_action", {"heading": heading, "text": text, "button": button}


WRITERS = {
    "picture": _picture,
    "quote": lambda quote: ("quote", {"text": quote[0], "who": quote[1]}),
    "facts": lambda facts: (
        "facts",
        {"facts": [{"number": number, "label": label} for number, label in facts]},
    ),
    "needs": _needs,
    "study": lambda _: ("document", {"document": study().pk, "title": ""}),
    "give_input": _give_input,
    "paragraph": lambda words: ("text", f"<p>{escape(words)}</p>"),
}
