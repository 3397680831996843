"""One plan on demand, and the benchmark, on a small seed hospital."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bedcentre.planning.benchmark import measure, percentile
from bedcentre.planning.growth import grown
from bedcentre.planning.run import plan_once
from bedcentre.planning.service import Planner
from bedcentre.seeding import generate, records
from optimizer.checker import check
from tests.planning.house import House
from tests.store.seed import hospital

Opened = Callable[[records.Hospital], House]


def test_plan_on_demand_is_checked_compared_and_not_published(open_house: Opened) -> None:
    house = open_house(hospital())
    before = house.snapshot().picture.sequence
    result = plan_once(house.app, seconds=2)
    answer = result.answer
    assert check(result.snapshot.problem, answer.plan).valid
    assert answer.levels <= answer.greedy_levels
    assert answer.bound is None or answer.bound <= answer.levels
    assert sum(answer.items.values()) == sum(answer.levels)
    assert len(result.suggestions) + result.unplaced == 2
    assert house.snapshot().picture.sequence == before
    assert house.proposals() == {}


def test_benchmark_measures_every_event(open_house: Opened) -> None:
    house = open_house(generate(beds=100, seed=1, start=datetime(2026, 11, 23, 1, 0, tzinfo=UTC)))
    figures = measure(house.app, Planner(house.app), rounds=2)
    assert figures.beds == 100
    for each in (figures.first, figures.demand, figures.slip, figures.closure, figures.full):
        assert len(each) == 2
        assert min(each) > 0
    assert all(first < checked for first, checked in zip(figures.first, figures.demand, strict=True))
    assert all(checked < full for checked, full in zip(figures.demand, figures.full, strict=True))
    assert figures.plan.answer.levels <= figures.plan.answer.greedy_levels


@pytest.mark.parametrize(("percent", "value"), [(50, 5.0), (95, 10.0), (100, 10.0), (1, 1.0)])
def test_percentiles_are_values_that_occurred(percent: int, value: float) -> None:
    assert percentile([float(number) for number in range(10, 0, -1)], percent) == value


def test_growth_is_measured_for_both_grids(open_house: Opened) -> None:
    house = open_house(generate(beds=100, seed=1, start=datetime(2026, 11, 23, 1, 0, tzinfo=UTC)))
    rows = list(grown(house.app, seconds=1))
    assert [row.grid for row in rows] == ["minutes", "nights"]
    for row in rows:
        assert row.places > 0
        assert row.demands > 0
        assert row.levels is not None
        assert row.instant > 0
        assert row.searched > 0
        assert row.memory > 0
