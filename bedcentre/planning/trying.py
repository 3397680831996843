"""A what-if searched for: first the plan there is made as good, so that the difference is the change's alone."""

from __future__ import annotations

from bedcentre.planning.instant import carry_on
from bedcentre.planning.searching import NoPlanError
from optimizer.explain.changes import Change
from optimizer.explain.what_if import WhatIf, what_if
from optimizer.outcome import Feasible, Optimal
from optimizer.plan import Placement, Plan
from optimizer.problem import Problem
from optimizer.solve import solve


def tried(
    problem: Problem, shown: Plan, change: Change, seconds: float
) -> list[tuple[str, Placement | None, Placement | None]]:
    """The demands that are placed otherwise after the change, each with its placement before and after.

    Raises:
        NoPlanError: one of the two searches finds nothing.
    """
    before = solve(problem, seconds=seconds, workers=1, hint=carry_on(problem, shown))
    if not isinstance(before, Optimal | Feasible):
        raise NoPlanError(str(before))
    outcome = what_if(problem, before.plan, change, seconds=seconds, workers=1)
    if not isinstance(outcome, WhatIf):
        raise NoPlanError(str(outcome))
    return [(each.demand, each.before, each.after) for each in outcome.shifts]
