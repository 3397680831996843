"""Who starts when and is operated where, each as a whole: CP-SAT, with what is known of beds as cuts.

A plan's starts keep every cut, so what the cheapest starts cost that keep them is a bound (Benders' decomposition).
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.beds_at_starts import Cut
    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.floors import Floor
    from optimizer.cpsat.frame import Frame
    from optimizer.cpsat.theatre_part import Cases

_PRECISION: Final = 1000  # of a unit: CP-SAT counts in whole numbers, rounded so that nothing is forbidden that goes
_ROUNDING: Final = 1e-6


class Starts(NamedTuple):
    """A level costs at least ``least`` units; ``starts`` are first nights that cost that, -1 = left out."""

    least: int
    starts: NDArray[np.int64] | None


class Timetable:
    """The demands of a frame, those in ``cases`` with their operations; ``least`` as :class:`BedsAtStarts` has it."""

    def __init__(self, frame: Frame, cases: Cases, floors: Sequence[Floor], least: NDArray[np.int64]) -> None:
        self._frame = frame
        self._model = cp_model.CpModel()
        self._ways: list[tuple[int, int, cp_model.IntVar]] = []
        self._taken: dict[int, list[cp_model.LinearExprT]] = defaultdict(list)
        self._out = [self._model.new_bool_var("out") for _ in frame.out]
        for number, out in enumerate(self._out):
            starts = np.flatnonzero(least[number, :, 0] < np.iinfo(np.int64).max).tolist()
            ways = [way for start in starts for way in self._begin(number, start, cases)]
            self._model.add_exactly_one([out, *ways])
            if frame.must[number]:
                self._model.add(out == 0)
        for row, minutes in self._taken.items():
            self._model.add(sum(minutes) <= int(frame.limits.left[row]))
        self._levels = [self._paid(level, least) for level in range(len(frame.units))]
        for floor in floors:
            self._model.add(
                self._cost(floor.level, least, set(floor.demands.tolist()))
                >= -(-floor.least // int(frame.units[floor.level]))
            )

    def at_most(self, level: int, units: int) -> None:
        """From now on the level costs no more."""
        self._model.add(self._levels[level] <= units)

    def at_least(self, level: int, units: int) -> None:
        """From now on the level costs no less."""
        self._model.add(self._levels[level] >= units)

    def add(self, cut: Cut) -> None:
        """Keep the cut from now on."""
        weights = cut.weights * self._frame.units
        least = np.minimum(cut.by_start.min(axis=1), cut.out)
        terms = [(way, cut.by_start[number, start] - least[number]) for number, start, way in self._ways]
        terms += [(out, cut.out[number] - least[number]) for number, out in enumerate(self._out)]
        paid = [(way, math.floor(more * _PRECISION + _ROUNDING)) for way, more in terms]
        levels = [math.ceil(weight * _PRECISION - _ROUNDING) for weight in weights.tolist()]
        room = math.floor((cut.worth - float(least.sum())) * _PRECISION) + 1
        common = math.gcd(*levels, *(amount for _, amount in paid)) or 1
        weighed = sum(cost * (weight // common) for cost, weight in zip(self._levels, levels, strict=True) if weight)
        self._model.add(sum(way * (amount // common) for way, amount in paid if amount) <= room // common + weighed)

    def cheapest(self, level: int, effort: Effort, seconds: float) -> Starts:
        """What the level costs at least."""
        self._model.minimize(self._levels[level])
        solver, status = effort.solve(self._model, seconds, workers=1)
        least = math.ceil(solver.best_objective_bound - _ROUNDING)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Starts(least if status == cp_model.UNKNOWN else 0, None)
        starts = np.full(len(self._out), -1)
        for number, start, way in self._ways:
            if solver.boolean_value(way):
                starts[number] = start
        return Starts(least, starts)

    def _begin(self, number: int, start: int, cases: Cases) -> list[cp_model.IntVar]:
        """One way to begin then, or one for each operation there could be."""
        operations = [each for each in cases.get(number, ()) if each.start == start]
        ways = [self._model.new_bool_var("begun") for _ in operations or (None,)]
        for way, operation in zip(ways, operations, strict=False):
            for row in operation.rows:
                self._taken[row].append(way * operation.minutes)
        self._ways += [(number, start, way) for way in ways]
        return ways

    def _paid(self, level: int, least: NDArray[np.int64]) -> cp_model.IntVar:
        """What the level costs: more than starts do at least, as cuts say."""
        dearest = self._frame.out[:, level].copy()
        np.maximum.at(dearest, self._frame.columns.demand, self._frame.columns.costs[:, level])
        paid = self._model.new_int_var(0, int(dearest.sum() // self._frame.units[level]), "level")
        self._model.add(paid >= self._cost(level, least, None))
        return paid

    def _cost(self, level: int, least: NDArray[np.int64], whose: set[int] | None) -> cp_model.LinearExprT:
        """What starts and leaving out cost at least, in units."""
        unit, out = int(self._frame.units[level]), self._frame.out[:, level]
        ways = [
            way * int(least[number, start, level] // unit)
            for number, start, way in self._ways
            if whose is None or number in whose
        ]
        left = [
            each * int(out[number] // unit) for number, each in enumerate(self._out) if whose is None or number in whose
        ]
        return sum(ways) + sum(left)
