"""Around the compiled search: its heat, what its code is made from, and that it ends when the time is over."""

from __future__ import annotations

import ast
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from optimizer import nights
from optimizer.checker import check
from optimizer.generate import generate
from optimizer.greedy import greedy
from optimizer.incumbent import Incumbent
from optimizer.index import Index
from optimizer.nights import kernel
from optimizer.nights.chain import Chain
from optimizer.nights.compiled import SOURCES
from optimizer.nights.exchange import MOST
from optimizer.nights.heat import Heat
from optimizer.nights.setting import board_of
from optimizer.nights.translation import Translation
from optimizer.outcome import Feasible
from optimizer.plan import Plan
from optimizer.problem import Demand, Grid, Horizon, Place, Price, Problem, Room, Sex, SexRule, SoftRule
from optimizer.search.budget import Budget
from optimizer.solve import solve
from optimizer.state.hospital import Hospital
from tests.optimizer.builders import demand, put

NIGHTS = Path(nights.__file__).parent
WARD = generate(beds=60, seed=1, grid=Grid.NIGHTS)


def imported(file: Path) -> set[Path]:
    """The files of ``nights`` whose code a file takes at its top."""
    taken = (one.module or "" for one in ast.parse(file.read_text()).body if isinstance(one, ast.ImportFrom))
    inside = (name.removeprefix("optimizer.nights.") for name in taken if name.startswith("optimizer.nights."))
    return {NIGHTS / f"{name.replace('.', '/')}.py" for name in inside}


def test_compiled_code_is_kept_until_a_file_changes_that_it_is_made_from() -> None:
    reached, waiting = set[Path](), {Path(kernel.__file__)}
    while waiting:
        reached |= waiting
        waiting = {found for file in waiting for found in imported(file)} - reached
    assert reached == SOURCES


def test_heat_falls_in_a_straight_line_where_one_level_is_priced_and_by_a_factor_where_several_are() -> None:
    prices = {SoftRule.MIXED_AGE: Price(level=4, amount=10)}
    one = Heat(replace(WARD, prices=prices))
    assert one.at(0) > 0
    assert one.at(0.25) == pytest.approx(one.at(0) * 0.75)
    assert one.at(1) == 0
    nobody = Heat(replace(WARD, prices=prices | {SoftRule.STABILITY: Price(level=5, amount=1)}))
    assert nobody.at(0.25) == pytest.approx(nobody.at(0) * 0.75)
    several = Heat(replace(WARD, prices=prices | {SoftRule.OPEN_THEATRE: Price(level=3, amount=1)}))
    heats = [several.at(share / 4) for share in range(5)]
    factors = [later / sooner for sooner, later in pairwise(heats)]
    assert factors == pytest.approx([factors[0]] * 4)
    assert 0 < factors[0] < 1


class Asked:
    """Says stop from the ``limit``-th time on that it is asked."""

    def __init__(self, limit: int) -> None:
        self.times, self._limit = 0, limit

    def __call__(self) -> bool:
        self.times += 1
        return self.times >= self._limit


@pytest.mark.parametrize("limit", [1, 20])
def test_who_is_told_to_stop_while_looking_at_demands_looks_at_no_more(limit: int) -> None:
    asked = Asked(limit)
    outcome = solve(WARD, seconds=1000, stop=asked)
    assert isinstance(outcome, Feasible)
    assert outcome.plan == greedy(WARD)
    assert len(WARD.demands) > limit
    assert asked.times <= limit + 3


def test_annealing_ends_while_its_board_is_set_up_if_the_time_is_over() -> None:
    plan, asked = greedy(WARD), Asked(5)
    incumbent = Incumbent(WARD, plan)
    assert nights.improve(Hospital(Index.of(WARD)), incumbent, Budget(1000, counted=True, stop=asked)) == 0
    assert incumbent.plan == plan
    assert asked.times == 5


def both_ways(count: int) -> Problem:
    """Two rooms of one sex each night; each suits the people better who lie in the other."""
    people: list[Demand] = []
    for sex, here, there in ((Sex.FEMALE, "a", "b"), (Sex.MALE, "b", "a")):
        cost = ((here, 10), (there, 1))
        people += [
            demand(f"{sex}{number}", release=0, due=0, length=3, sex=sex, place_cost=cost) for number in range(count)
        ]
    return Problem(
        horizon=Horizon(grid=Grid.NIGHTS, length=3, day=1),
        rooms=tuple(Room(id=name, ward="w", sex=SexRule.SAME) for name in "ab"),
        places=tuple(Place(id=name, room=name, capacity=count) for name in "ab"),
        demands=tuple(people),
        prices={SoftRule.UNPLACED: Price(level=3, amount=1000), SoftRule.AFFINITY: Price(level=4, amount=1)},
    )


@pytest.mark.parametrize(("count", "cost"), [(1, 2), (3, 6), (MOST // 2, MOST), (MOST // 2 + 1, 10 * (MOST + 2))])
def test_two_rooms_exchange_everybody_where_no_single_step_would_do(count: int, cost: int) -> None:
    asked = both_ways(count)
    places = {Sex.FEMALE: "a", Sex.MALE: "b"}
    start = Plan(placements=tuple(put(one.id, places[one.sex]) for one in asked.demands))
    board = board_of(Hospital(Index.of(asked)))
    translation = Translation(asked, board)
    chain = Chain(board, translation.answer(start), (1, 0))
    chain.run(0.0, 5000)
    report = check(asked, translation.plan(chain.here))
    assert report.valid
    assert report.cost.total == cost
