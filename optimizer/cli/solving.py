"""``solve``, ``check`` and ``generate``: files in, files out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from optimizer.checker import check as checked
from optimizer.cli.chart import write_chart
from optimizer.cli.interrupt import until_interrupted
from optimizer.cli.reports import print_outcome, print_report
from optimizer.cli.runs import Run
from optimizer.cli.terminal import (
    Deterministic,
    File,
    Json,
    Out,
    Seconds,
    Solution,
    Workers,
    folder_exists,
    one_message,
    write_json,
)
from optimizer.formats import load, read_json
from optimizer.formats.native import write_problem
from optimizer.generate import generate as generated
from optimizer.problem import Grid
from optimizer.solve import solve as solved

Plot = Annotated[
    Path | None, typer.Option(help="Draw cost over time to this SVG file, its figures to a CSV beside it.")
]


def solve(  # noqa: PLR0913 - each is one option of the command
    file: File,
    seconds: Seconds = 60,
    workers: Workers = 2,
    out: Out = None,
    plot: Plot = None,
    *,
    as_json: Json = False,
    deterministic: Deterministic = False,
) -> None:
    """Find a plan; exit code 1 if there is none. Ctrl-C ends the search and keeps the best plan so far."""
    with one_message():
        folder_exists(out, plot)
        problem, known = load(file)
        run = Run(file.name)
        with until_interrupted() as stop:
            run.finish(
                solved(
                    problem,
                    seconds=seconds,
                    workers=workers,
                    stop=stop,
                    on_plan=run.seen,
                    deterministic=deterministic,
                )
            )
        if out is not None and run.solved is not None:
            write_json(out, known.write_plan(problem, run.solved.plan))
        if plot is not None:
            write_chart(run, plot)
    print_outcome(run, as_json=as_json)
    if run.solved is None:
        raise typer.Exit(1)


def check(file: File, solution: Solution, *, as_json: Json = False) -> None:
    """Check a plan with every rule; exit code 1 if it breaks a hard one."""
    with one_message():
        problem, known = load(file)
        report = checked(problem, known.read_plan(problem, read_json(solution)))
    print_report(report, as_json=as_json)
    if not report.valid:
        raise typer.Exit(1)


def generate(
    beds: Annotated[int, typer.Option(help="About how many beds.", min=120)] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same hospital.")] = 1,
    grid: Annotated[Grid, typer.Option(help="Minutes: the next 36 hours; nights: the next 14 days.")] = Grid.MINUTES,
    out: Out = None,
) -> None:
    """Make up a plausible hospital's problem, as native JSON."""
    with one_message():
        folder_exists(out)
        data = write_problem(generated(beds=beds, seed=seed, grid=grid))
        if out is None:
            typer.echo(json.dumps(data))
        else:
            write_json(out, data)
