"""``simulate``: days without a server, counted and audited."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bedcentre.cli.data import this_morning
from bedcentre.cli.passing import passing_hospital
from bedcentre.cli.terminal import terminal_words
from bedcentre.seeding import generate
from bedcentre.seeding.hospital import DAYS, FEWEST_BEDS, MOST_BEDS, MOST_DAYS
from bedcentre.simulation.day import Demo
from bedcentre.simulation.rehearsal import Rehearsal, Report, SteppedClock
from bedcentre.words import Words


def simulate(
    days: Annotated[float, typer.Option(min=0.01, max=MOST_DAYS, help="How long, in simulated days.")] = 2,
    beds: Annotated[int, typer.Option(min=FEWEST_BEDS, max=MOST_BEDS, help="Beds of the hospital.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="Another seed gives another hospital and other days.")] = 1,
    every: Annotated[int, typer.Option(min=5, help="Minutes from one plan to the next.")] = 30,
    search: Annotated[float, typer.Option(min=0, help="Seconds of the solver's for each plan; 0 = none.")] = 0,
) -> None:
    """Let days pass in a hospital made for it, planning at intervals, and count what happened.

    The settings' database is not touched. Exit code 1: somebody was lost, or a bed held two.
    """
    words = terminal_words()
    hospital = generate(beds, seed, start=this_morning(), days=max(DAYS, ceil(days)))
    clock = SteppedClock(hospital.start)
    with passing_hospital(hospital, clock, to_disk=False) as running:
        demo = Demo(running, hospital, seed=seed, patience=timedelta(0))
        report = Rehearsal(running, clock, demo).run(
            timedelta(days=days), plan_every=timedelta(minutes=every), search=search
        )
    console = Console()
    console.print(_waits(report, words))
    console.print(_counts(report, words))
    said = words.say(
        "cli.simulated",
        days=f"{days:g}",
        seconds=f"{report.seconds:.0f}",
        planning=f"{report.planning_seconds:.0f}",
        times=f"{days * 86_400 / report.seconds:,.0f}",
        occupied=report.occupied,
        waiting=report.waiting,
    )
    console.print(said)
    console.print(_promises(report, words))
    for violation in report.violations:
        console.print(violation)
    if report.violations:
        raise typer.Exit(1)
    console.print(words.say("cli.simulated_clean"))


def _promises(report: Report, words: Words) -> str:
    kept = report.promises
    return words.say(
        "cli.simulated_promises",
        events=f"{report.events:,}",
        given=f"{kept.given:,}",
        share=f"{kept.share_changed:.1%}",
        another=kept.another_bed,
        later=kept.later,
        needless=kept.needless,
    )


def _waits(report: Report, words: Words) -> Table:
    columns = ("demand", "raised", "placed", "median", "longest")
    table = Table(*(words.say(f"cli.simulated_{column}") for column in columns))
    for kind, waits in report.waits.items():
        minutes = (f"{each:,.0f}" if each is not None else "" for each in (waits.median, waits.longest))
        table.add_row(kind, str(waits.raised), str(waits.placed), *minutes)
    return table


def _counts(report: Report, words: Words) -> Table:
    table = Table(*(words.say(f"cli.simulated_{column}") for column in ("command", "done", "refused")))
    refused: dict[str, list[str]] = {}
    for (command, reason), count in sorted(report.refused.items()):
        refused.setdefault(command, []).append(f"{count} × {reason}")
    for command in sorted(report.done.keys() | refused.keys()):
        table.add_row(command, f"{report.done[command]:,}", "\n".join(refused.get(command, ())))
    return table
