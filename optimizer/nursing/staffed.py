"""A plan of placements made whole: a nurse for every occupied room in every shift."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from optimizer.nursing import assign

if TYPE_CHECKING:
    from optimizer.plan import Plan
    from optimizer.problem import Problem


def staffed(problem: Problem, plan: Plan) -> Plan:
    """The plan with nurses at once, each room's cheapest as things stand; itself if it has nurses or needs none."""
    if not problem.nurses or plan.nursing:
        return plan
    return replace(plan, nursing=assign(problem, plan.placements))
