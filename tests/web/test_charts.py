"""The points of a chart, in figures small enough to see."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bedcentre.usecases.ahead.outlook import DayAhead
from web.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, chart


def day(number: int, beds: int, expected: float, band: float = 0) -> DayAhead:
    return DayAhead(
        day=date(2026, 11, 30) + timedelta(days=number),
        beds=beds,
        expected=expected,
        low=expected - band,
        high=expected + band,
        admissions=0,
        day_surgery=0,
        no_day=0,
    )


def points(text: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (point.split(",") for point in text.split())]


def test_days_go_from_edge_to_edge_and_values_from_line_to_line() -> None:
    drawn = chart([day(0, 100, 60), day(1, 100, 80), day(2, 100, 100)])
    assert points(drawn.line) == [(LEFT, HEIGHT - BOTTOM), ((LEFT + WIDTH - RIGHT) / 2, 74), (WIDTH - RIGHT, TOP)]
    assert [mark.says for mark in drawn.rows] == ["60", "70", "80", "90", "100"]
    assert [mark.says for mark in drawn.columns] == ["30", "1", "2"]


def test_the_band_goes_there_above_and_back_below() -> None:
    drawn = chart([day(0, 10, 5, 2), day(1, 10, 6, 3)])
    there, back = points(drawn.band)[:2], points(drawn.band)[2:]
    assert [x for x, _ in there] == [x for x, _ in reversed(back)]
    assert all(above[1] < below[1] for above, below in zip(there, reversed(back), strict=True))


@pytest.mark.parametrize("beds", [0, 1, 7, 38, 961])
def test_whatever_the_size_there_are_few_lines_and_all_points_lie_inside(beds: int) -> None:
    drawn = chart([day(number, beds, beds / 2, beds / 4) for number in range(14)])
    assert 1 <= len(drawn.rows) <= 6
    for _, y in (*points(drawn.band), *points(drawn.line), *points(drawn.beds)):
        assert TOP <= y <= HEIGHT - BOTTOM


def test_a_single_day_is_drawn_too() -> None:
    assert len(points(chart([day(0, 5, 5)]).line)) == 1
