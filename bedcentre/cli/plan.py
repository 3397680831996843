"""``plan``: the engine at work without a server."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from bedcentre.cli.terminal import application, terminal_words
from bedcentre.forecast.learned import learn_all
from bedcentre.forecast.occupancy import looked_ahead
from bedcentre.planning.ahead import look_once
from bedcentre.planning.answers import Answer
from bedcentre.planning.run import plan_once
from bedcentre.store.past_stays import past_stays
from bedcentre.usecases.board.picture import take
from bedcentre.words import Words


def plan(
    *,
    seconds: Annotated[float | None, typer.Option(help="Time for the solver; as the settings say if left out.")] = None,
    ahead: Annotated[bool, typer.Option("--ahead", help="Look two weeks ahead instead.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Plan once from the hospital as it is; print what it costs by rule beside the greedy plan. Changes nothing."""
    if ahead:
        look_ahead(seconds, as_json=as_json)
        return
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


def look_ahead(seconds: float | None, *, as_json: bool) -> None:
    """Plan the days ahead once; print how full the house will be, as JSON each group of wards too."""
    with application() as running:
        plan = look_once(running, seconds)
        learned = learn_all(past_stays(running.engine), running.settings.zone)
        with running.reader() as reader:
            it = looked_ahead(take(reader), plan, learned)
    words = terminal_words()
    if as_json:
        typer.echo(json.dumps(asdict(it), ensure_ascii=False, indent=1, default=str))
        return
    columns = ("beds", "expected", "band", "free", "admissions", "day_surgery", "no_day")
    table = Table(Column(words.say("ahead.column.day"), no_wrap=True))
    for column in columns:
        table.add_column(words.say(f"ahead.column.{column}"), justify="right")
    for day in it.house.days:
        figures = (day.free, day.admissions, day.day_surgery, day.no_day)
        band = f"{day.low:.0f}–{day.high:.0f}"
        table.add_row(day.day.isoformat(), str(day.beds), f"{day.expected:.0f}", band, *map(str, figures))
    console = Console()
    console.print(table)
    console.print(words.say("ahead.placed", placed=len(plan.admissions), unplaced=len(plan.unplaced)))


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
