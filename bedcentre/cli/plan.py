"""``plan``: the engine at work without a server."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bedcentre.cli.terminal import application, terminal_words
from bedcentre.planning.answers import Answer
from bedcentre.planning.run import plan_once
from bedcentre.words import Words


def plan(
    *,
    seconds: Annotated[float, typer.Option(help="Time for the solver.")] = 4.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Plan once from the hospital as it is; print what it costs by rule beside the greedy plan. Changes nothing."""
    with application() as running:
        result = plan_once(running, seconds)
    answer, words = result.answer, terminal_words()
    if as_json:
        report = asdict(answer) | {"placed": len(result.suggestions), "unplaced": result.unplaced}
        typer.echo(json.dumps(report, ensure_ascii=False, indent=1, default=str))
        return
    console = Console()
    console.print(costs(answer, words))
    console.print(
        words.say(
            "cli.plan_made",
            method=answer.method,
            placed=len(result.suggestions),
            unplaced=result.unplaced,
            milliseconds=answer.milliseconds,
        )
    )


def costs(answer: Answer, words: Words) -> Table:
    """What a plan costs by rule and by level, beside the greedy plan and what is proven."""
    table = Table(*(words.say(f"cli.plan_{column}") for column in ("rule", "greedy", "plan", "bound")))
    for rule in sorted(answer.items.keys() | answer.greedy_items.keys()):
        table.add_row(rule, f"{answer.greedy_items.get(rule, 0):,}", f"{answer.items.get(rule, 0):,}")
    for level, amount in enumerate(answer.levels):
        bound = f"≥ {answer.bound[level]:,}" if answer.bound else ""
        name = words.say("cli.plan_level", level=level + 1)
        table.add_row(name, f"{answer.greedy_levels[level]:,}", f"{amount:,}", bound)
    return table
