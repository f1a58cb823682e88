"""The public list of inputs, a hundred thousand of them, for one reader at a time."""

from urllib.parse import urlencode

from bench import handler
from bench.many import COMMON, INPUTS, RARE
from bench.report import report
from partners.inputs.models import Input, Theme
from partners.inputs.paging import key_of

TIMES = 100
GOAL_MS = 40


def measure(meeting):
    for case, narrowed in cases(meeting).items():
        figures = handler.cost(f"/innspill/?{urlencode(narrowed)}", times=TIMES)
        report(
            "inputs.list",
            case=case,
            inputs=INPUTS,
            **figures,
            floor_p50_ms=handler.floor(),
            goal=f"p50 < {GOAL_MS} ms",
            met=figures["p50_ms"] < GOAL_MS,
        )


def cases(meeting):
    public = Input.objects.public().newest_first()
    deep, theme = key_of(public[int(public.count() * 0.9)]), Theme.objects.first().slug
    question = meeting.questions.first().pk
    return {
        "first page": {},
        "deep page": {"before": deep},
        "theme": {"theme": theme},
        "theme, deep page": {"theme": theme, "before": deep},
        "status": {"status": "partly"},
        "answered": {"answered": "yes"},
        "unanswered, deep page": {"answered": "no", "before": deep},
        "meeting": {"page": meeting.pk},
        "question": {"question": question},
        "rare word": {"q": RARE},
        "common word": {"q": COMMON},
        "common word, deep page": {"q": COMMON, "before": deep},
        "common word in a theme": {"q": COMMON, "theme": theme},
        "rare and common word": {"q": f"{RARE} {COMMON}"},
        "word that nobody used": {"q": "zzyzx"},
        "in groups by place": {"group": "place"},
        "in groups by theme": {"group": "theme"},
    }
