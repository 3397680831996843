"""Outcomes and checks, as tables for people and JSON for programs."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from optimizer.outcome import Feasible, Infeasible, NoPlanInTime, Optimal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from optimizer.checker import Report
    from optimizer.cost import Cost
    from optimizer.outcome import Outcome
    from optimizer.plan import Plan


class Run:
    """One solve: its name, when its first plan came, and how it ended."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._began = time.monotonic()
        self.first: float | None = None
        self.seconds = 0.0
        self.outcome: Outcome = NoPlanInTime(seconds=0)

    def seen(self, _plan: Plan, _cost: Cost) -> None:
        """Note that there is a plan."""
        if self.first is None:
            self.first = time.monotonic() - self._began

    def finish(self, outcome: Outcome) -> Outcome:
        """Note how it ended."""
        self.seconds = time.monotonic() - self._began
        self.outcome = outcome
        return outcome

    def told(self) -> dict[str, Any]:
        """Everything about the run but the plan itself."""
        told: dict[str, Any] = {"instance": self.name, "outcome": type(self.outcome).__name__}
        match self.outcome:
            case Optimal(cost=cost):
                told |= _cost(cost) | {"bound": list(cost.levels)}
            case Feasible(cost=cost, bound=bound, method=method):
                told |= _cost(cost) | {"bound": None if bound is None else list(bound), "method": method}
            case Infeasible(conflicts=conflicts):
                told["conflicts"] = list(conflicts)
            case NoPlanInTime():
                pass
        return told | {"first_plan_seconds": _rounded(self.first), "seconds": _rounded(self.seconds)}


def print_outcome(run: Run, *, as_json: bool) -> None:
    """Print how a solve ended."""
    _print(run.told(), as_json=as_json)


def print_report(report: Report, *, as_json: bool) -> None:
    """Print what the checker says."""
    violations = [{"rule": found.rule, "about": found.about, "detail": found.detail} for found in report.violations]
    items = [
        {"rule": item.rule, "about": item.about, "level": item.level, "units": item.units, "amount": item.amount}
        for item in report.cost.items
    ]
    told = {"valid": report.valid, "violations": violations} | _cost(report.cost)
    _print(told | {"items": items} if as_json else told, as_json=as_json)


def bench_table(runs: Iterable[Run]) -> Table:
    """One line per run."""
    columns = ("instance", "outcome", "total", "levels", "bound", "first_plan_seconds", "seconds")
    table = Table(*columns)
    for run in runs:
        told = run.told()
        table.add_row(*(str(told.get(column, "")) for column in columns))
    return table


def _cost(cost: Cost) -> dict[str, Any]:
    by_rule = {str(rule): amount for rule, amount in cost.by_rule().items()}
    return {"total": cost.total, "levels": list(cost.levels), "by_rule": by_rule}


def _print(told: dict[str, Any], *, as_json: bool) -> None:
    console = Console(soft_wrap=True)
    if as_json:
        console.print_json(json.dumps(told))
        return
    for key, value in told.items():
        lines = value if isinstance(value, list) and value and not isinstance(value[0], int) else [value]
        for line in lines:
            console.print(f"{key}: {_words(line)}", markup=False, highlight=False)


def _words(line: object) -> str:
    if not isinstance(line, dict):
        return str(line)
    if {"rule", "about", "detail"} <= line.keys():
        return f"{line['rule']} {line['about']} {line['detail']}"
    return ", ".join(f"{name} {amount}" for name, amount in line.items())


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
