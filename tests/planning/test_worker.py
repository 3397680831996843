"""The solver in its own process: it answers, gives way to a newer question, and may die without harm."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bedcentre.domain.proposals import REPAIRED, SOLVER
from bedcentre.planning.answers import greedy_answer
from bedcentre.planning.worker import SolverFailedError, SolverProcess, SupersededError
from optimizer.checker import check
from optimizer.plan import Placement, Plan
from optimizer.problem import (
    Demand,
    DemandKind,
    Grid,
    Horizon,
    Place,
    Price,
    Problem,
    Room,
    Sex,
    SoftRule,
    Tier,
)

START = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="module")
def solver() -> Iterator[SolverProcess]:
    process = SolverProcess()
    process.start()
    yield process
    process.close()


def small_problem() -> Problem:
    """Two beds, two demands: the first in line takes the bed that only it could do without."""
    rooms = (Room(id="near", ward="own"), Room(id="far", ward="sister"))
    demands = (
        _demand("a", frozenset()),
        _demand("b", frozenset({"oxygen"})),
    )
    return Problem(
        horizon=Horizon(grid=Grid.MINUTES, length=600, day=1440),
        rooms=rooms,
        places=(
            Place(id="near-1", room="near", features=frozenset({"oxygen"})),
            Place(id="far-1", room="far"),
        ),
        demands=demands,
        tiers=(Tier(specialty="x", ward="own", tier=0), Tier(specialty="x", ward="sister", tier=1)),
        prices={
            SoftRule.UNPLACED: Price(level=3, amount=1000),
            SoftRule.WAITING: Price(level=3, amount=1),
            SoftRule.TIER: Price(level=4, amount=1),
        },
    )


def hard_problem() -> Problem:
    """Far more demands than beds, each of its own length: nothing that is proven in a second."""
    rooms = tuple(Room(id=f"room{number}", ward="own") for number in range(10))
    places = tuple(Place(id=f"{room.id}-{bed}", room=room.id) for room in rooms for bed in range(3))
    demands = tuple(
        _demand(f"d{number}", frozenset(), length=97 + 31 * number % 211, sex=(Sex.MALE, Sex.FEMALE)[number % 2])
        for number in range(200)
    )
    problem = small_problem()
    return Problem(horizon=problem.horizon, rooms=rooms, places=places, demands=demands, prices=problem.prices)


def _demand(name: str, needs: frozenset[str], length: int = 900, sex: Sex = Sex.FEMALE) -> Demand:
    return Demand(
        id=name,
        kind=DemandKind.EMERGENCY,
        release=0,
        due=599,
        length=length,
        sex=sex,
        specialty="x",
        needs=needs,
    )


def test_solver_finds_what_the_instant_plan_misses(solver: SolverProcess) -> None:
    problem = small_problem()
    instant = greedy_answer(problem)
    answer = solver.solve(problem, seconds=10, workers=1)
    assert answer.method == SOLVER
    assert {placement.demand for placement in answer.plan.placements} == {"a", "b"}
    assert answer.levels < instant.levels
    assert answer.greedy_levels == instant.levels
    assert answer.bound == answer.levels
    assert check(problem, answer.plan).valid


def test_repairer_carries_on_what_was_shown_without_searching() -> None:
    problem = small_problem()
    shown = Plan(placements=(Placement(demand="a", place="near-1", start=0),))
    repairer = SolverProcess(searching=False)
    try:
        answer = repairer.solve(problem, shown=shown, seconds=0, workers=1)
    finally:
        repairer.close()
    assert answer.method == REPAIRED
    assert answer.plan == shown
    assert check(problem, answer.plan).valid


def test_problem_without_demands_has_an_empty_plan(solver: SolverProcess) -> None:
    problem = small_problem()
    nobody = Problem(horizon=problem.horizon, rooms=problem.rooms, places=problem.places, demands=())
    assert solver.solve(nobody, seconds=5, workers=1).plan.placements == ()


def test_newer_question_is_answered_though_the_older_one_was_not_finished(solver: SolverProcess) -> None:
    with pytest.raises(SupersededError):
        solver.solve(hard_problem(), seconds=60, workers=1, unwanted=lambda: True)
    assert solver.solve(small_problem(), seconds=10, workers=1).method == SOLVER


def test_killed_solver_is_told_of_and_replaced() -> None:
    process = SolverProcess()

    def kill() -> bool:
        if process.pid is not None:
            os.kill(process.pid, signal.SIGKILL)
        return False

    try:
        with pytest.raises(SolverFailedError, match="died"):
            process.solve(hard_problem(), seconds=60, workers=1, unwanted=kill)
        assert process.pid is None
        assert process.solve(small_problem(), seconds=10, workers=1).method == SOLVER
    finally:
        process.close()


def test_silent_solver_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    process = SolverProcess()
    process.solve(small_problem(), seconds=1, workers=1)
    monkeypatch.setattr("bedcentre.planning.worker.GRACE", -1.0)
    try:
        with pytest.raises(SolverFailedError, match="silent"):
            process.solve(hard_problem(), seconds=0.5, workers=1)
        assert process.pid is None
    finally:
        process.close()
