"""Outcomes and checks, as text for people and JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rich.console import Console

from optimizer.cli.runs import cost_told

if TYPE_CHECKING:
    from optimizer.checker import Report
    from optimizer.cli.runs import Run


def print_outcome(run: Run, *, as_json: bool) -> None:
    """Print how a solve ended."""
    told = run.told()
    print_told(told | {"history": run.history_told()} if as_json else told, as_json=as_json)


def print_report(report: Report, *, as_json: bool) -> None:
    """Print what the checker says."""
    violations = [{"rule": found.rule, "about": found.about, "detail": found.detail} for found in report.violations]
    items = [
        {"rule": item.rule, "about": item.about, "level": item.level, "units": item.units, "amount": item.amount}
        for item in report.cost.items
    ]
    told = {"valid": report.valid, "violations": violations} | cost_told(report.cost)
    print_told(told | {"items": items} if as_json else told, as_json=as_json)


def print_told(told: dict[str, Any], *, as_json: bool) -> None:
    """Print a report: one line per fact, or JSON."""
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
