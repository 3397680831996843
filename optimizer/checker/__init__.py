"""The specification: every hard rule and the whole cost again, from Problem and Plan alone.

Written without the solver and never importing it. What it says is the truth about a plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker.context import Context
from optimizer.checker.pricing import cost_of
from optimizer.checker.registry import HARD
from optimizer.checker.report import HardRule, Report, Violation
from optimizer.checker.suitability import unsuitable

if TYPE_CHECKING:
    from optimizer.plan import Plan
    from optimizer.problem import Problem

__all__ = ["HardRule", "Report", "Violation", "check"]


def check(problem: Problem, plan: Plan) -> Report:
    """Look at ``plan`` with every rule; ``problem`` must have passed ``check_references``."""
    context = Context.of(problem, plan)
    return Report(
        violations=tuple(violation for rule in (*HARD, unsuitable) for violation in rule(context)),
        cost=cost_of(context),
    )
