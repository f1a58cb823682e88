"""What is said to the crowd: the bytes of a note, the same from the hub and from its floor."""

import json

CONTROL = "/bench/control/"
HELLO = "{}"
ROOM = "bench:push"
# Numbers of one length, so that all frames have one.
FIRST = 1_000_001
WORDS = "Vi trenger et verksted der folk kan reparere sykler og ski selv, med noen som viser hvordan. "
BODY = json.dumps({"what": "note", "text": WORDS * 2, "column": 3, "color": "gronn"}, separators=(",", ":"))


def text_of(number):
    """The frame of one change, as the hub writes it."""
    change = f'{{"number":{number},{BODY[1:]}'
    return f'{{"room":"{ROOM}","after":{number - 1},"to":{number},"changes":[{change}]}}'
