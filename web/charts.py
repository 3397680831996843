"""A line with its band as SVG coordinates. What a chart shows is always in a table beside it, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bedcentre.usecases.ahead.outlook import DayAhead

WIDTH, HEIGHT = 560, 160
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 8, 20
STEPS = 4
"""Lines across the chart, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A line across or a name below: where it stands, and what it says."""

    at: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Expected occupancy: ``band`` and ``line`` and the usable ``beds`` as SVG points, with the marks of both axes."""

    band: str
    line: str
    beds: str
    rows: tuple[Mark, ...]
    columns: tuple[Mark, ...]


def chart(days: Sequence[DayAhead]) -> Chart:
    """Draw the days, with room above the highest and below the lowest value."""
    least = min(each.low for each in days)
    most = max(max(each.high, each.beds) for each in days)
    step = _step(most - least)
    floor, ceiling = least // step * step, -(-most // step) * step

    def down(value: float) -> float:
        return round(TOP + (ceiling - value) / max(ceiling - floor, step) * (HEIGHT - TOP - BOTTOM), 1)

    def across(number: int) -> float:
        return round(LEFT + number * (WIDTH - LEFT - RIGHT) / max(len(days) - 1, 1), 1)

    def points(values: Sequence[float]) -> list[str]:
        return [f"{across(number)},{down(value)}" for number, value in enumerate(values)]

    lows, highs = points([each.low for each in days]), points([each.high for each in days])
    lines = int((ceiling - floor) // step) + 1
    return Chart(
        band=" ".join((*highs, *reversed(lows))),
        line=" ".join(points([each.expected for each in days])),
        beds=" ".join(points([each.beds for each in days])),
        rows=tuple(Mark(at=down(floor + number * step), says=f"{floor + number * step:g}") for number in range(lines)),
        columns=tuple(Mark(at=across(number), says=f"{each.day.day}") for number, each in enumerate(days)),
    )


def _step(span: float) -> int:
    """The distance of the lines: 1, 2 or 5 times a power of ten, at least a bed."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            if span <= STEPS * factor * power:
                return factor * power
        power *= 10
