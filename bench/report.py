"""One line of JSON for each measurement."""

import json
from statistics import median, quantiles


def report(measure, *, goal=None, met=None, **figures):
    """`goal` says in words what is wanted, `met` whether it was; nothing is asserted."""
    line = {"measure": measure, **{name: _short(value) for name, value in figures.items()}}
    if goal is not None:
        line |= {"goal": goal, "met": bool(met)}
    print(json.dumps(line, ensure_ascii=False), flush=True)


def percentile(seconds, percent):
    """In milliseconds."""
    return 1000 * quantiles(seconds, n=100, method="inclusive")[percent - 1]


def middle(runs, figure):
    """The run whose figure is the median one: one noisy round decides nothing."""
    wanted = median(sorted(figure(run) for run in runs)[: len(runs) | 1])
    return min(runs, key=lambda run: abs(figure(run) - wanted))


def _short(value):
    if isinstance(value, float):
        return round(value, 1) if value >= 10 else round(value, 2)
    return value
