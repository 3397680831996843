"""No plan is used that the checker does not pass."""

from __future__ import annotations

from optimizer.checker import check
from optimizer.cost import Cost
from optimizer.plan import Plan
from optimizer.problem import Problem


class BrokenPlanError(Exception):
    """The engine's plan breaks a hard rule: nobody gets to see it."""


def priced(problem: Problem, plan: Plan) -> Cost:
    """What a plan costs, having passed the checker.

    Raises:
        BrokenPlanError: it breaks a hard rule.
    """
    report = check(problem, plan)
    if not report.valid:
        first = report.violations[0]
        message = f"{len(report.violations)} hard rules are broken, first {first.rule}: {first.about} {first.detail}"
        raise BrokenPlanError(message)
    return report.cost
