"""A lower bound from theatres alone: who could be operated when, if every stay found the bed it likes best.

A linear programme cuts operations into minutes; here each fits into its session as a whole. Sessions and surgeons that
no demand has in common are looked at apart, so that CP-SAT proves each within moments.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from ortools.sat.python import cp_model

from optimizer.cost import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.ground import Menu
    from optimizer.cpsat.limits import Limits, Operation

Cases: TypeAlias = "dict[int, list[Operation]]"
"""The operations each demand could have, by its number."""

_SLACK: Final = 1e-6


def theatres_alone(
    menus: Sequence[Menu], limits: Limits, out: NDArray[np.int64], effort: Effort, seconds: float
) -> NDArray[np.int64]:
    """Per level, what the demands cost at least; ``out[demand, level]`` is what leaving them out costs.

    A part that ``seconds`` are too short for counts what each of its demands costs at least by itself.
    """
    costs = [_by_start(menu) for menu in menus]
    least = np.array([np.vstack([out[n], *found.values()]).min(axis=0) for n, found in enumerate(costs)])
    total: NDArray[np.int64] = least.sum(axis=0)
    cases: Cases = defaultdict(list)
    for operation in limits.operations:
        if operation.start in costs[operation.demand]:
            cases[operation.demand].append(operation)
    reserve = max(effort.left() - seconds, 0.0)
    for part in _parts(cases):
        for level in range(LEVELS):
            spare = effort.left() - reserve
            if spare <= 0:
                return total
            model = _model({number: cases[number] for number in part}, costs, out, level, limits.left)
            solver, status = effort.solve(model, spare, workers=1)
            if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
                bound = math.ceil(solver.best_objective_bound - _SLACK)
                total[level] += max(bound - int(least[part, level].sum()), 0)
    return total


def _by_start(menu: Menu) -> dict[int, NDArray[np.int64]]:
    """What a stay costs at least on each level if it starts on a night."""
    starts: list[int] = np.unique(menu.starts).tolist()
    return {start: menu.costs[menu.starts == start].min(axis=0) for start in starts}


def _parts(cases: Cases) -> Iterable[list[int]]:
    """The demands in groups that have no session and no surgeon's day in common."""
    part_of_row: dict[int, list[int]] = {}
    for number, operations in cases.items():
        rows = {row for operation in operations for row in operation.rows}
        joined = {id(part): part for row in rows if (part := part_of_row.get(row)) is not None}
        merged = [number, *(one for part in joined.values() for one in part)]
        rows |= {row for row, part in part_of_row.items() if id(part) in joined}
        part_of_row |= dict.fromkeys(rows, merged)
    return {id(part): part for part in part_of_row.values()}.values()


def _model(
    cases: Cases,
    costs: Sequence[dict[int, NDArray[np.int64]]],
    out: NDArray[np.int64],
    level: int,
    left: NDArray[np.int64],
) -> cp_model.CpModel:
    """Each demand operated once or left out, the minutes of sessions and surgeons kept, a level's cost minimised."""
    model = cp_model.CpModel()
    taken: dict[int, list[cp_model.LinearExprT]] = defaultdict(list)
    paid: list[cp_model.LinearExprT] = []
    for number, operations in cases.items():
        ways = [model.new_bool_var("out"), *(model.new_bool_var("operated") for _ in operations)]
        model.add_exactly_one(ways)
        paid.append(ways[0] * int(out[number, level]))
        for way, operation in zip(ways[1:], operations, strict=True):
            paid.append(way * int(costs[number][operation.start][level]))
            for row in operation.rows:
                taken[row].append(way * operation.minutes)
    for row, minutes in taken.items():
        model.add(sum(minutes) <= int(left[row]))
    model.minimize(sum(paid))
    return model
