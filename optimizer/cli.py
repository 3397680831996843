"""The engine's commands. Whatever is wrong with an input is one clear message and exit code 2."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from optimizer.checker import check as checked
from optimizer.formats import load, read, read_json
from optimizer.formats.findings import ProblemError
from optimizer.formats.native import write_problem
from optimizer.generate import generate as generated
from optimizer.outcome import Feasible, Infeasible, NoPlanInTime, Optimal
from optimizer.problem import Grid
from optimizer.reports import Run, bench_table, print_outcome, print_report
from optimizer.solve import solve as solved

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="Plan beds, check plans, measure.")

File = Annotated[Path, typer.Argument(help="A problem: native JSON or IHTC-2024 JSON.")]
Solution = Annotated[Path, typer.Argument(help="A plan in the problem's format.")]
Folder = Annotated[Path, typer.Argument(help="A folder with problems (*.json).")]
Out = Annotated[Path | None, typer.Option(help="Write to this file.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Seconds = Annotated[float, typer.Option(help="How long to search.", min=0)]
Workers = Annotated[int, typer.Option(help="How many cores to use.", min=1)]


@app.command()
def solve(file: File, seconds: Seconds = 60, workers: Workers = 2, out: Out = None, *, as_json: Json = False) -> None:
    """Find a plan; exit code 1 if there is none."""
    with _one_message():
        _folder_exists(out)
        problem, known = load(file)
        run = Run(file.name)
        outcome = run.finish(solved(problem, seconds=seconds, workers=workers, on_plan=run.seen))
        if out is not None and isinstance(outcome, (Optimal, Feasible)):
            _write(out, known.write_plan(problem, outcome.plan))
    print_outcome(run, as_json=as_json)
    if isinstance(outcome, (Infeasible, NoPlanInTime)):
        raise typer.Exit(1)


@app.command()
def check(file: File, solution: Solution, *, as_json: Json = False) -> None:
    """Check a plan with every rule; exit code 1 if it breaks a hard one."""
    with _one_message():
        problem, known = load(file)
        report = checked(problem, known.read_plan(problem, read_json(solution)))
    print_report(report, as_json=as_json)
    if not report.valid:
        raise typer.Exit(1)


@app.command()
def bench(folder: Folder, seconds: Seconds = 10, workers: Workers = 2) -> None:
    """Solve every problem of a folder and print a table."""
    runs = []
    with _one_message():
        files = sorted(folder.glob("*.json"))
        if not files:
            raise ProblemError((f"{folder}: has no *.json files",))
        for file in track(files, description="Solving", console=Console(stderr=True)):
            problem, run = read(file), Run(file.name)
            run.finish(solved(problem, seconds=seconds, workers=workers, on_plan=run.seen))
            runs.append(run)
    Console().print(bench_table(runs))


@app.command()
def generate(
    beds: Annotated[int, typer.Option(help="About how many beds.", min=120)] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same hospital.")] = 1,
    grid: Annotated[Grid, typer.Option(help="Minutes: the next 36 hours; nights: the next 14 days.")] = Grid.MINUTES,
    out: Out = None,
) -> None:
    """Make up a plausible hospital's problem, as native JSON."""
    with _one_message():
        _folder_exists(out)
        data = write_problem(generated(beds=beds, seed=seed, grid=grid))
        if out is None:
            typer.echo(json.dumps(data))
        else:
            _write(out, data)


def _folder_exists(out: Path | None) -> None:
    """Say before the work, not after it, that a result could not be written."""
    if out is not None and not out.parent.is_dir():
        raise ProblemError((f"{out}: cannot be written: there is no folder {out.parent}",))


def _write(path: Path, data: object) -> None:
    try:
        path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    except OSError as error:
        raise ProblemError((f"{path}: cannot be written: {error.strerror}",)) from error


@contextmanager
def _one_message() -> Iterator[None]:
    """Turn what is wrong with an input into a message and exit code 2."""
    try:
        yield
    except ProblemError as error:
        for finding in error.findings:
            typer.echo(finding, err=True)
        raise typer.Exit(2) from error
