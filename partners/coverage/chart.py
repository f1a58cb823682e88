"""The coverage over time as a drawing: stacked bars, of attributes and classes only."""

from dataclasses import dataclass

WIDTH, HEIGHT = 340, 200
LEFT, TOP, BOTTOM = 24, 10, 26
GAP = 0.28
MOST_DATES = 5


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    state: str


@dataclass(frozen=True)
class Chart:
    bars: list
    # (x, date) under the bars, (y, number of roles) beside them.
    dates: list
    levels: list
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT

    @property
    def foot(self):
        return self.height - 8


def drawn(points):
    """The chart of these points, oldest first; None when there are none."""
    if not points:
        return None
    roles = max(point.total for point in points)
    room, wide = HEIGHT - TOP - BOTTOM, (WIDTH - LEFT) / len(points)
    bars, every = [], -(-len(points) // MOST_DATES)
    dates = []
    for number, point in enumerate(points):
        x, bottom = LEFT + number * wide, HEIGHT - BOTTOM
        for state, count in point.counts.items():
            if count:
                height = room * count / roles
                bottom -= height
                bars.append(
                    Bar(_r(x + wide * GAP / 2), _r(bottom), _r(wide * (1 - GAP)), _r(height), state.value)
                )
        if (len(points) - 1 - number) % every == 0:
            dates.append((_r(x + wide / 2), point.at))
    levels = [(_r(HEIGHT - BOTTOM - room * level / roles), level) for level in _levels(roles)]
    return Chart(bars, dates, levels)


def _levels(roles):
    """Nothing, about half, and all."""
    return sorted({0, roles // 2, roles})


def _r(value):
    return round(value, 1)
