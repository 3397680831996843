"""``simulate``: a month, or any time, without a server: counted, and audited from the journal."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.console import Console

from bedcentre.cli.data import this_morning
from bedcentre.cli.passing import passing_hospital
from bedcentre.cli.simulated import pages
from bedcentre.cli.terminal import terminal_words
from bedcentre.seeding import generate
from bedcentre.seeding.hospital import DAYS, FEWEST_BEDS, MOST_BEDS, MOST_DAYS
from bedcentre.simulation.day import Demo
from bedcentre.simulation.rehearsal import Rehearsal, Report, SteppedClock

REPORT = TypeAdapter(Report)


def simulate(
    *,
    days: Annotated[float, typer.Option(min=0.01, max=MOST_DAYS, help="How long, in simulated days.")] = 31,
    beds: Annotated[int, typer.Option(min=FEWEST_BEDS, max=MOST_BEDS, help="Beds of the hospital.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="Another seed gives another hospital and other days.")] = 1,
    every: Annotated[int, typer.Option(min=5, help="Minutes from one plan to the next.")] = 30,
    search: Annotated[float, typer.Option(min=0, help="Seconds of the solver's for each plan; 0 = none.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Let a month pass in a hospital made for it, planning at intervals; count what happened and audit the journal.

    The settings' database is not touched. Exit code 1: somebody was lost, a bed held two, a promise was broken for no
    reason, something stayed undone for ever, or the borrow ledger does not balance.
    """
    hospital = generate(beds, seed, start=this_morning(), days=max(DAYS, ceil(days)))
    clock = SteppedClock(hospital.start)
    with passing_hospital(hospital, clock, to_disk=False) as running:
        demo = Demo(running, hospital, seed=seed, patience=timedelta(0))
        report = Rehearsal(running, clock, demo).run(
            timedelta(days=days), plan_every=timedelta(minutes=every), search=search
        )
    tell(report, as_json=as_json)


def tell(report: Report, *, as_json: bool = False) -> None:
    """Print what the days came to.

    Raises:
        Exit: with 1, something was not as it must be.
    """
    if as_json:
        typer.echo(REPORT.dump_json(report, indent=1).decode())
    else:
        console = Console()
        for page in pages(report, terminal_words()):
            console.print(page)
    if report.audit.violations:
        raise typer.Exit(1)
