"""Demands that share sessions or surgeons: who could be operated when, each operation as a whole, if beds were there.

A linear programme cuts operations into minutes; CP-SAT does not. Parts that have no session and no surgeon's day in
common are looked at apart, so that each is proven within moments.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.ground import Menu
    from optimizer.cpsat.limits import Limits, Operation

Cases: TypeAlias = "Mapping[int, Sequence[Operation]]"
"""The operations each demand could have, by its number."""

_PRECISION: Final = 100  # CP-SAT counts in whole numbers: hundredths of a cost, rounded down
_DEAR: Final = 1e9  # what is forbidden costs at least so much more


class Part:
    """The demands with numbers ``demands``, each operated once or left out, the minutes of rows in ``left`` kept."""

    def __init__(self, cases: Cases, left: NDArray[np.int64]) -> None:
        self.demands = np.array(list(cases), dtype=np.int64)
        self._cases, self._left = cases, left
        self._model = cp_model.CpModel()
        self._out = [(number, self._model.new_bool_var("out")) for number in cases]
        self._ways: list[tuple[int, int, cp_model.IntVar]] = []
        taken: dict[int, list[cp_model.LinearExprT]] = defaultdict(list)
        for number, out in self._out:
            ways = [self._model.new_bool_var("operated") for _ in cases[number]]
            self._model.add_exactly_one([out, *ways])
            for way, operation in zip(ways, cases[number], strict=True):
                self._ways.append((number, operation.start, way))
                for row in operation.rows:
                    taken[row].append(way * operation.minutes)
        for row, minutes in taken.items():
            self._model.add(sum(minutes) <= int(left[row]))

    def cheapest(
        self, by_start: NDArray[np.float64], out: NDArray[np.float64], effort: Effort, seconds: float
    ) -> float | None:
        """What the part costs at least if a start costs ``by_start[demand, night]``; None if there was no time."""
        base, paid = self._paid(by_start, out)
        self._model.minimize(paid)
        solver, status = effort.solve(self._model, seconds, workers=1)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return None
        return float(base + solver.best_objective_bound / _PRECISION)

    def _paid(self, by_start: NDArray[np.float64], out: NDArray[np.float64]) -> tuple[float, cp_model.LinearExprT]:
        """What the demands cost at least each by itself, and as a sum of variables how much more they cost."""
        least = np.minimum(out, by_start.min(axis=1))
        paid = [way * _whole(out[number] - least[number]) for number, way in self._out]
        paid += [way * _whole(by_start[number, start] - least[number]) for number, start, way in self._ways]
        return float(least[self.demands].sum()), sum(paid)


def cases_of(menus: Sequence[Menu], limits: Limits) -> Cases:
    """The operations of all demands that have some."""
    nights = [set(menu.starts.tolist()) for menu in menus]
    cases: dict[int, list[Operation]] = defaultdict(list)
    for operation in limits.operations:
        if operation.start in nights[operation.demand]:
            cases[operation.demand].append(operation)
    return cases


def parts_of(cases: Cases, limits: Limits) -> list[Part]:
    """The parts of the demands that have operations."""
    return [Part({number: cases[number] for number in numbers}, limits.left) for numbers in _joined(cases)]


def _joined(cases: Cases) -> Iterable[list[int]]:
    """The demands in groups that have no session and no surgeon's day in common."""
    part_of_row: dict[int, list[int]] = {}
    for number, operations in cases.items():
        rows = {row for operation in operations for row in operation.rows}
        joined = {id(part): part for row in rows if (part := part_of_row.get(row)) is not None}
        merged = [number, *(one for part in joined.values() for one in part)]
        rows |= {row for row, part in part_of_row.items() if id(part) in joined}
        part_of_row |= dict.fromkeys(rows, merged)
    return {id(part): part for part in part_of_row.values()}.values()


def _whole(cost: float) -> int:
    return int(min(cost, _DEAR) * _PRECISION)
