"""Linear programmes, built from arrays and solved by HiGHS."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

INTERIOR: Final = mathopt.LPAlgorithm.BARRIER
"""Not slowed by many equal plans."""
SIMPLEX: Final = mathopt.LPAlgorithm.DUAL_SIMPLEX
"""Quick where little is in the way."""

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Entries(NamedTuple):
    """Figures of a matrix: rows, columns, values."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: NDArray[np.float64]


class Programme(NamedTuple):
    """Minimise ``costs`` with variables in [0, top] and rows in [low, high]."""

    costs: NDArray[np.float64]
    top: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    entries: Entries

    def solve(self, seconds: float | None, algorithm: mathopt.LPAlgorithm) -> tuple[NDArray[np.float64], float] | None:
        """The rows' dual values, 0 where nothing is in a row, and the least value; None: no time, or no solution."""
        if not len(self.costs):
            return np.zeros(len(self.low)), 0.0
        rows, number = np.unique(self.entries.rows, return_inverse=True)
        used = self._replace(low=self.low[rows], high=self.high[rows], entries=self.entries._replace(rows=number))
        model = mathopt.Model.from_model_proto(_proto(used))
        parameters = mathopt.SolveParameters(
            time_limit=None if seconds is None else timedelta(seconds=seconds),
            lp_algorithm=algorithm,
        )
        result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
        if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
            return None
        duals = np.zeros(len(self.low))
        duals[rows] = result.dual_values(list(model.linear_constraints()))
        return duals, result.objective_value()


def together(*parts: Entries) -> Entries:
    """All of the entries."""
    return Entries(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _proto(programme: Programme) -> model_pb2.ModelProto:
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(len(programme.costs)))
    proto.variables.lower_bounds.extend([0.0] * len(programme.costs))
    proto.variables.upper_bounds.extend(programme.top.tolist())
    proto.variables.integers.extend([False] * len(programme.costs))
    priced = np.nonzero(programme.costs)[0]
    proto.objective.linear_coefficients.ids.extend(priced.tolist())
    proto.objective.linear_coefficients.values.extend(programme.costs[priced].tolist())
    proto.linear_constraints.ids.extend(range(len(programme.low)))
    proto.linear_constraints.lower_bounds.extend(programme.low.tolist())
    proto.linear_constraints.upper_bounds.extend(programme.high.tolist())
    order = np.lexsort((programme.entries.columns, programme.entries.rows))
    proto.linear_constraint_matrix.row_ids.extend(programme.entries.rows[order].tolist())
    proto.linear_constraint_matrix.column_ids.extend(programme.entries.columns[order].tolist())
    proto.linear_constraint_matrix.coefficients.extend(programme.entries.values[order].tolist())
    return proto
