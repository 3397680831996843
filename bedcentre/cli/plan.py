"""``plan`` and ``simulate``: the engine at work without a server."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bedcentre.cli.terminal import application
from bedcentre.planning.run import plan_once
from bedcentre.simulation.run import simulate

__all__ = ["plan", "simulate"]


def plan(
    seconds: Annotated[float, typer.Option(help="Time for the solver.")] = 4.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Plan once from the hospital as it is; print what it costs by rule beside the greedy plan. Changes nothing."""
    with application() as running:
        result = plan_once(running, seconds)
    if as_json:
        typer.echo(json.dumps(asdict(result), ensure_ascii=False, indent=1, default=str))
        return
    table = Table("rule", "greedy", "plan", title=f"{result.method}: {result.placed} placed, {result.unplaced} waiting")
    for rule in sorted(result.items.keys() | result.greedy_items.keys()):
        table.add_row(rule, str(result.greedy_items.get(rule, 0)), str(result.items.get(rule, 0)))
    console = Console()
    console.print(table)
    console.print(
        f"levels {result.levels}, greedy {result.greedy_levels}, bound {result.bound}, {result.milliseconds} ms"
    )
