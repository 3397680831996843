"""Why this place, why not that one, and what would help.

Looks at one demand around the rest of a plan with the checker's rules and the plan's state; it imports no solver.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from optimizer.checker import check
from optimizer.cost import Cost
from optimizer.explain.answers import Placed, Waiting
from optimizer.explain.around import Around
from optimizer.explain.blocks import blocks
from optimizer.explain.changes.mending import one
from optimizer.explain.others import others
from optimizer.explain.trial import Trial
from optimizer.explain.ways import ways
from optimizer.formats.findings import ProblemError
from optimizer.index import Index
from optimizer.nursing.staffed import staffed
from optimizer.nursing.unattended import closed_without_nurses

if TYPE_CHECKING:
    from optimizer.explain.answers import Explanation
    from optimizer.plan import Plan
    from optimizer.problem import Problem

__all__ = ["explain"]


def explain(problem: Problem, plan: Plan, demand: str) -> Explanation:
    """Why the demand lies where ``plan`` puts it, or waits, and what would give it a place or an earlier start.

    Args:
        problem: what was asked; it must have passed ``check_references``.
        plan: a plan that breaks no hard rule, unless it lacks mandatory demands.
        demand: the id of one that is not pinned.

    Raises:
        ProblemError: there is no such demand, or it is pinned: then the decision is not the plan's.
    """
    asked = one(problem.demands, demand, "demand")
    if asked.pinned:
        raise ProblemError((f"demand {demand!r} is pinned: where it lies was decided before the plan",))
    index = Index.of(closed_without_nurses(problem))
    own = Cost(items=tuple(item for item in check(index.problem, plan).cost.items if item.about == demand))
    placement = next((each for each in plan.placements if each.demand == demand), None)
    even = staffed(
        index.problem, replace(plan, nursing=())
    )  # nurses as quickly assigned as to what it is compared with
    report = check(index.problem, even)
    around = Around(index, even, asked)
    trial = Trial(problem=problem, plan=even, report=report, demand=asked)
    if placement is None:
        return Waiting(demand=demand, cost=own, blocks=blocks(around, asked.due), ways=ways(around, trial))
    wanted = asked.release if asked.wanted is None else max(asked.wanted, asked.release)
    late = placement.start > wanted
    return Placed(
        placement=placement,
        cost=own,
        others=others(around, placement, report),
        blocks=blocks(around, placement.start - 1) if late else (),
        ways=ways(around, trial) if late else (),
    )
