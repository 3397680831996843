"""``bench``: how fast the planner answers, on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table

from bedcentre.bootstrap import PlannerApart
from bedcentre.cli.data import this_morning
from bedcentre.cli.passing import passing_hospital
from bedcentre.cli.plan import costs
from bedcentre.cli.terminal import terminal_words
from bedcentre.clock import DemoClock
from bedcentre.planning.benchmark import measure, percentile
from bedcentre.planning.growth import grown
from bedcentre.seeding import generate
from bedcentre.seeding.hospital import FEWEST_BEDS, MOST_BEDS
from bedcentre.simulation.rehearsal import SteppedClock
from bedcentre.store import meta
from bedcentre.words import Words

SHARES = (50, 95, 100)
EVENTS = ("first", "demand", "slip", "closure", "full")


SEARCH = 10.0
"""Seconds that the solver searches for each plan of the curve."""

SIZES = (100, 300, 1000, 3000, 5000)

CURVE = ("beds", "grid", "places", "demands", "instant", "searched", "memory", "levels")

NARROWEST = 8
"""Characters of a column of the curve."""


def bench(
    *,
    beds: Annotated[int, typer.Option(min=FEWEST_BEDS, max=MOST_BEDS, help="Beds of the hospital.")] = 1000,
    rounds: Annotated[int, typer.Option(min=1, help="Emergency, slip, closed bed: one after the other.")] = 30,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the hospital.")] = 1,
    curve: Annotated[bool, typer.Option(help="How time and memory grow with the beds instead.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Time what the planner makes of emergencies, slips and closed beds, and compare a plan with the greedy one.

    From the commit of the event to the commit of the proposal or plan, as a board would hear of it.
    """
    if curve:
        _curve(seed, terminal_words())
        return
    anchor = this_morning(), datetime.now(UTC), 1.0
    with passing_hospital(generate(beds, seed, start=this_morning()), DemoClock(*anchor)) as running:
        meta.set_demo_clock(running.engine, *anchor)
        figures = measure(running, PlannerApart(running.settings), rounds)
    answer = figures.plan.answer
    if as_json:
        report = {name: getattr(figures, name) for name in ("beds", *EVENTS)} | {"plan": asdict(answer)}
        typer.echo(json.dumps(report, default=str))
        return
    words = terminal_words()
    table = Table(words.say("cli.bench_what"), *(f"p{share}" for share in SHARES))
    for name in EVENTS:
        values = getattr(figures, name)
        table.add_row(words.say(f"cli.bench_{name}"), *(f"{percentile(values, share):,.0f} ms" for share in SHARES))
    console = Console()
    console.print(words.say("cli.bench_title", beds=figures.beds, rounds=rounds))
    console.print(table)
    console.print(costs(answer, words))


def _curve(seed: int, words: Words) -> None:
    """Each row is printed as soon as it is measured: the whole takes minutes."""
    headings = tuple(words.say(f"cli.bench_{column}") for column in CURVE)
    widths = tuple(max(cell_len(heading), NARROWEST) for heading in headings)
    _echo(headings, widths)
    for beds in SIZES:
        hospital = generate(beds, seed, start=this_morning())
        with passing_hospital(hospital, SteppedClock(hospital.start)) as running:
            for row in grown(running, SEARCH):
                figures = (f"{row.instant:.2f} s", f"{row.searched:.1f} s", f"{row.memory:,} MB")
                levels = "–" if row.levels is None else " · ".join(f"{level:,}" for level in row.levels)
                _echo((f"{beds:,}", row.grid, f"{row.places:,}", f"{row.demands:,}", *figures, levels), widths)


def _echo(cells: Iterable[str], widths: Iterable[int]) -> None:
    typer.echo(
        "  ".join(set_cell_size(cell, max(width, cell_len(cell))) for cell, width in zip(cells, widths, strict=True))
    )
