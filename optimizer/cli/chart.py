"""Cost over time of one run: an SVG with a panel per level, and the same figures as CSV beside it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from optimizer.cli.terminal import write_text
from optimizer.cost import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from optimizer.cli.runs import Run, Step

WIDTH, PANEL, LEFT, TOP, BOTTOM, RIGHT = 720, 200, 90, 40, 30, 20
INK, BOUND_INK, GRID_INK = "#0b4f8a", "#a03000", "#888888"


def write_chart(run: Run, path: Path) -> None:
    """Draw the run to ``path`` and write its figures to the CSV file of the same name."""
    write_text(path, _svg(run))
    write_text(path.with_suffix(".csv"), _figures(run))


def _figures(run: Run) -> str:
    """A line per better plan, then the bound in a line of its own."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(["what", "seconds", *(f"level_{level}" for level in range(1, LEVELS + 1))])
    lines.writerows(["plan", f"{step.seconds:.3f}", *step.levels] for step in run.history)
    if run.bound is not None:
        lines.writerow(["bound", f"{run.seconds:.3f}", *run.bound])
    return text.getvalue()


def _svg(run: Run) -> str:
    """One panel for every level on which something costs or is proven to."""
    bound = run.bound or (0,) * LEVELS
    levels = [level for level in range(LEVELS) if any(step.levels[level] for step in run.history) or bound[level]]
    height = TOP + PANEL * max(len(levels), 1)
    picture = ET.Element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height}", attrib={"font-family": "sans-serif"}
    )
    _text(picture, (LEFT, TOP / 2), f"{run.name}: cost over time", size=16)
    for number, level in enumerate(levels):
        _panel(picture, run, level, TOP + PANEL * number)
    if not levels:
        _text(picture, (LEFT, TOP + PANEL / 2), "nothing costs" if run.history else "no plan was found")
    return ET.tostring(picture, encoding="unicode")


def _panel(picture: ET.Element, run: Run, level: int, top: float) -> None:
    costs = [step.levels[level] for step in run.history]
    bound = None if run.bound is None else run.bound[level]
    shown = costs if bound is None else [*costs, bound]
    low, high = min(shown), max(*shown, min(shown) + 1)
    base = top + PANEL - BOTTOM

    def at(seconds: float, cost: float) -> tuple[float, float]:
        across = (WIDTH - LEFT - RIGHT) * seconds / max(run.seconds, 1e-9)
        return LEFT + across, base - (PANEL - BOTTOM - 40) * (cost - low) / (high - low)

    ends = (LEFT, base), (WIDTH - RIGHT, base)
    _line(picture, ends, GRID_INK)
    _text(picture, (LEFT, top + 16), f"level {level + 1}")
    for cost in (low, high):
        _text(picture, (LEFT - 8, at(0, cost)[1] + 4), f"{cost:,}", anchor="end")
    _text(picture, (WIDTH - RIGHT, base + 18), f"{run.seconds:.1f} s", anchor="end")
    _line(picture, [at(*point) for point in _stairs(run.history, level, run.seconds)], INK)
    if bound is not None:
        _line(picture, [at(0, bound), at(run.seconds, bound)], BOUND_INK, dash="6 4")
        _text(picture, (WIDTH - RIGHT, at(0, bound)[1] - 4), f"proven bound {bound:,}", anchor="end")


def _stairs(history: Sequence[Step], level: int, end: float) -> list[tuple[float, int]]:
    """The corners of a cost that stays until a better plan comes."""
    corners: list[tuple[float, int]] = []
    for step in history:
        if corners:
            corners.append((step.seconds, corners[-1][1]))
        corners.append((step.seconds, step.levels[level]))
    return [*corners, (end, corners[-1][1])] if corners else []


def _line(picture: ET.Element, points: Sequence[tuple[float, float]], ink: str, dash: str = "none") -> None:
    ET.SubElement(
        picture,
        "polyline",
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        fill="none",
        stroke=ink,
        attrib={"stroke-width": "2", "stroke-dasharray": dash},
    )


def _text(picture: ET.Element, at: tuple[float, float], words: str, *, size: int = 12, anchor: str = "start") -> None:
    x, y = at
    attributes = {"font-size": str(size), "text-anchor": anchor}
    ET.SubElement(picture, "text", x=f"{x:.1f}", y=f"{y:.1f}", attrib=attributes).text = words
