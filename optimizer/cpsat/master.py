"""The linear programme over some of the columns: built from arrays, solved by HiGHS."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from optimizer.cost import LEVELS
from optimizer.cpsat.prices import Prices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.columns import Columns
    from optimizer.cpsat.floors import Floor
    from optimizer.cpsat.limits import Limits

_INFINITE: Final = float("inf")


class Entries(NamedTuple):
    """Figures of a matrix: rows, columns, values."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: NDArray[np.float64]


class Solved(NamedTuple):
    """The prices at which the programme's value is reached, and what the demands pay at them."""

    prices: Prices
    value: float
    paid: NDArray[np.float64]


class Master:
    """Everybody has shares of columns or, unless they ``must`` not be, is left out.

    ``out`` is what that costs per demand and level, ``units`` are what the levels are counted in.
    """

    def __init__(
        self,
        everything: Columns,
        limits: Limits,
        floors: Sequence[Floor],
        out: NDArray[np.int64],
        must: NDArray[np.bool_],
        units: NDArray[np.int64],
    ) -> None:
        self._all = everything
        self._limits = limits
        self._floors = floors
        self._out = out
        self._must = must
        self._units = units

    def solve(
        self, chosen: NDArray[np.int64], operated: NDArray[np.int64], most: Sequence[int], seconds: float | None
    ) -> Solved | None:
        """Minimise the level after the ones that cost at ``most`` so much.

        ``chosen`` are columns, ``operated`` their operations (-1 = none). None means: no time, or no solution.
        """
        level, people = len(most), len(self._out)
        costs = np.concatenate([self._out, self._all.costs[chosen]]) / self._units
        floors = [floor for floor in self._floors if floor.level <= level]
        least = np.array([floor.least / self._units[floor.level] for floor in floors])
        entries = self._entries(costs, level, chosen, operated, floors)
        high = np.concatenate([np.ones(people), most / self._units[:level], self._limits.left, least + _INFINITE])
        low = np.concatenate([np.ones(people), np.full(level + len(self._limits.left), -_INFINITE), least])
        rows, number = np.unique(entries.rows, return_inverse=True)
        top = np.concatenate([np.where(self._must, 0.0, 1.0), np.full(len(chosen), _INFINITE)])
        model = _model(costs[:, level], top, low[rows], high[rows], entries._replace(rows=number))
        solved = _solve(model, seconds)
        if solved is None:
            return None
        duals = np.zeros(len(low))
        duals[rows] = solved[0] * self._units[level]
        return Solved(self._prices(duals, level, floors), solved[1] * float(self._units[level]), duals[:people])

    def _prices(self, duals: NDArray[np.float64], level: int, floors: Sequence[Floor]) -> Prices:
        """The rows' dual values as prices."""
        people, limits = len(self._out), len(self._limits.left)
        weights = np.zeros(LEVELS)
        weights[level] = 1.0
        weights[:level] = np.maximum(-duals[people : people + level], 0.0) / self._units[:level]
        own, unavoidable = np.tile(weights, (people, 1)), 0.0
        for floor, dual in zip(floors, duals[people + level + limits :].tolist(), strict=True):
            price = max(dual, 0.0) / self._units[floor.level]
            own[floor.demands, floor.level] -= price
            unavoidable += price * floor.least
        rows = np.maximum(-duals[people + level : people + level + limits], 0.0)
        return Prices(weights, rows, own, unavoidable)

    def _entries(
        self,
        costs: NDArray[np.float64],
        level: int,
        chosen: NDArray[np.int64],
        operated: NDArray[np.int64],
        floors: Sequence[Floor],
    ) -> Entries:
        """Everybody once, the levels above, of the limits those that could be exceeded, and the floors."""
        people = len(self._out)
        whose = np.concatenate([np.arange(people), self._all.demand[chosen]])
        variable, paid = np.nonzero(costs[:, :level])
        limited = [self._scarce(each) for each in self._uses(chosen, operated)]
        parts = [
            Entries(whose, np.arange(len(whose)), np.ones(len(whose))),
            Entries(people + paid, variable, costs[variable, paid]),
            *(Entries(people + level + each.rows, people + each.columns, each.values) for each in limited),
        ]
        first = people + level + len(self._limits.left)
        for number, floor in enumerate(floors, first):
            those = np.flatnonzero(np.isin(whose, floor.demands) & (costs[:, floor.level] != 0))
            parts.append(Entries(np.full(len(those), number), those, costs[those, floor.level]))
        return Entries(*(np.concatenate(each) for each in zip(*parts, strict=True)))

    def _uses(self, chosen: NDArray[np.int64], operated: NDArray[np.int64]) -> Iterator[Entries]:
        """What the chosen columns take of the limits."""
        demand, kind, start, end, _ = (each[chosen] for each in self._all)
        nights = end - start
        column = np.repeat(np.arange(len(chosen)), nights)
        night = np.arange(len(column)) - np.repeat(np.cumsum(nights) - nights, nights) + start[column]
        for family in self._limits.families:
            group = family.group[kind[column]]
            counted = family.counts[demand[column]] & (group >= 0)
            rows = family.offset + group[counted] * family.left.shape[1] + night[counted]
            yield Entries(rows, column[counted], np.ones(len(rows)))
        with_operation = np.nonzero(operated >= 0)[0]
        operations = [self._limits.operations[number] for number in operated[with_operation].tolist()]
        for side in (0, 1):
            rows = np.array([operation.rows[side] for operation in operations], dtype=np.int64)
            yield Entries(rows, with_operation, np.array([float(operation.minutes) for operation in operations]))

    def _scarce(self, uses: Entries) -> Entries:
        """Without the limits that are kept whatever is chosen."""
        taken = np.bincount(uses.rows, weights=uses.values, minlength=len(self._limits.left))
        kept = (taken > self._limits.left)[uses.rows]
        return Entries(uses.rows[kept], uses.columns[kept], uses.values[kept])


def _model(
    costs: NDArray[np.float64],
    top: NDArray[np.float64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    entries: Entries,
) -> mathopt.Model:
    """Variables in [0, top], rows in [low, high]."""
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(len(costs)))
    proto.variables.lower_bounds.extend([0.0] * len(costs))
    proto.variables.upper_bounds.extend(top.tolist())
    proto.variables.integers.extend([False] * len(costs))
    priced = np.nonzero(costs)[0]
    proto.objective.linear_coefficients.ids.extend(priced.tolist())
    proto.objective.linear_coefficients.values.extend(costs[priced].tolist())
    proto.linear_constraints.ids.extend(range(len(low)))
    proto.linear_constraints.lower_bounds.extend(low.tolist())
    proto.linear_constraints.upper_bounds.extend(high.tolist())
    order = np.lexsort((entries.columns, entries.rows))
    proto.linear_constraint_matrix.row_ids.extend(entries.rows[order].tolist())
    proto.linear_constraint_matrix.column_ids.extend(entries.columns[order].tolist())
    proto.linear_constraint_matrix.coefficients.extend(entries.values[order].tolist())
    return mathopt.Model.from_model_proto(proto)


def _solve(model: mathopt.Model, seconds: float | None) -> tuple[NDArray[np.float64], float] | None:
    """The rows' dual values and the least value; by an interior point, which is not slowed by many equal plans."""
    parameters = mathopt.SolveParameters(
        time_limit=None if seconds is None else timedelta(seconds=seconds),
        lp_algorithm=mathopt.LPAlgorithm.BARRIER,
    )
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
        return None
    return np.array(result.dual_values(list(model.linear_constraints()))), result.objective_value()
