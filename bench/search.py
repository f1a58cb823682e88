"""The site's search over pages, documents and inputs together, for one reader at a time."""

from urllib.parse import urlencode

from bench import handler
from bench.many import COMMON, INPUTS, PAGES, RARE
from bench.report import report

TIMES = 100
# In milliseconds.
CASES = {
    "rare word": (RARE, 20),
    "word that nobody used": ("zzyzx", 20),
    "common word": (COMMON, 60),
    "common and rare word": (f"{COMMON} {RARE}", 60),
    "beginning of a common word": (COMMON[:4], 60),
}


def measure():
    for case, (words, goal) in CASES.items():
        figures = handler.cost(f"/sok/?{urlencode({'q': words})}", times=TIMES)
        report(
            "search",
            case=case,
            pages=PAGES,
            inputs=INPUTS,
            **figures,
            floor_p50_ms=handler.floor(),
            goal=f"p50 < {goal} ms",
            met=figures["p50_ms"] < goal,
        )
