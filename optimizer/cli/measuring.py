"""``bench``: solve many problems, check every answer, and compare with reference costs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from optimizer.checker import check
from optimizer.cli.interrupt import until_interrupted
from optimizer.cli.refs import read_refs
from optimizer.cli.runs import Run
from optimizer.cli.terminal import Deterministic, Json, Seconds, Workers, one_message
from optimizer.formats import load
from optimizer.formats.findings import ProblemError
from optimizer.solve import solve

Paths = Annotated[list[Path], typer.Argument(help="Problems, or folders of them.")]
Refs = Annotated[Path | None, typer.Option(help="CSV with the columns instance,cost to compare with.")]

ENDINGS = {".json", ".txt", ""}
WIDE = 160  # characters of a line where no terminal says otherwise
COLUMNS = {
    "instance": "instance",
    "outcome": "outcome",
    "total": "cost",
    "reference": "reference",
    "gap_percent": "gap %",
    "bound_total": "bound",
    "levels": "levels",
    "first_plan_seconds": "first s",
    "best_plan_seconds": "best s",
    "seconds": "s",
    "cpu_seconds": "cpu s",
    "moves_tried": "moves",
    "cpsat_seconds": "cp-sat s",
    "plans_checked": "plans",
    "broken": "broken rules",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A finished run, how many hard rules its plan breaks, and what its cost is compared with."""

    run: Run
    broken: int
    reference: int | None

    @property
    def good(self) -> bool:
        """There is a plan, and it breaks nothing."""
        return self.run.solved is not None and not self.broken

    @property
    def gap(self) -> float | None:
        """How far the cost is above the reference, in percent of it."""
        if self.run.solved is None or not self.reference:
            return None
        return 100 * (self.run.solved.cost.total - self.reference) / self.reference

    def told(self) -> dict[str, Any]:
        """The line of the table."""
        return self.run.told() | {
            "reference": self.reference,
            "gap_percent": None if self.gap is None else round(self.gap, 2),
            "bound_total": None if self.run.bound is None else sum(self.run.bound),
            "broken": self.broken,
        }


def bench(
    paths: Paths,
    seconds: Seconds = 10,
    workers: Workers = 2,
    refs: Refs = None,
    *,
    as_json: Json = False,
    deterministic: Deterministic = False,
) -> None:
    """Solve every problem and print a table; exit code 1 if one has no plan or a plan breaks a hard rule.

    Each plan is written in its file's format, read back and checked. Ctrl-C ends the measuring and shows what there is.
    """
    lines: list[Measured] = []
    with one_message(), _progress() as progress, until_interrupted() as stop:
        files = _files(paths)
        costs = {} if refs is None else read_refs(refs)
        bar = progress.add_task("", total=len(files))
        for file in files:
            reference = costs.get(file.stem, costs.get(file.name))
            run = Run(file.name, lambda run: progress.update(bar, description=_so_far(run)))
            problem, known = load(file)
            run.finish(
                solve(
                    problem,
                    seconds=seconds,
                    workers=workers,
                    stop=stop,
                    on_plan=run.seen,
                    deterministic=deterministic,
                )
            )
            broken = 0
            if run.solved is not None:
                plan = known.read_plan(problem, known.write_plan(problem, run.solved.plan))
                broken = len(check(problem, plan).violations)
            lines.append(Measured(run=run, broken=broken, reference=reference))
            progress.console.print(_in_short(lines[-1]), highlight=False, markup=False)
            progress.advance(bar)
            if stop():
                break
    _print(lines, as_json=as_json)
    if not all(line.good for line in lines):
        raise typer.Exit(1)


def _files(paths: Iterable[Path]) -> Sequence[Path]:
    return tuple(file for path in paths for file in _files_of(path))


def _files_of(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    files = sorted(file for file in path.iterdir() if file.is_file() and file.suffix in ENDINGS)
    if not files:
        raise ProblemError((f"{path}: has no problems (files that end in .json or .txt)",))
    yield from files


def _progress() -> Progress:
    """What is going on: a live line in a terminal, else a line for each problem solved."""
    columns = BarColumn(bar_width=20), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}")
    console = _console(stderr=True)
    return Progress(*columns, console=console, disable=not console.is_terminal)


def _console(*, stderr: bool = False) -> Console:
    console = Console(stderr=stderr)
    return console if console.is_terminal or console.width > WIDE else Console(stderr=stderr, width=WIDE)


def _so_far(run: Run) -> str:
    step = run.history[-1]
    return f"{run.name}: {step.total:,} after {step.seconds:.1f} s"


def _in_short(line: Measured) -> str:
    told = line.told()
    gap = "" if line.gap is None else f", {line.gap:+.2f} % of {line.reference:,}"
    broken = f", breaks {line.broken} hard rules" if line.broken else ""
    return f"{told['instance']}: {told['outcome']} {told.get('total', '')}{gap} in {told['seconds']} s{broken}"


def _print(lines: Sequence[Measured], *, as_json: bool) -> None:
    console = _console()
    told = [line.told() for line in lines]
    if as_json:
        console.print_json(json.dumps(told))
        return
    table = Table(*COLUMNS.values())
    for line in told:
        table.add_row(*(_cell(line, column) for column in COLUMNS))
    console.print(table)
    gaps = [line.gap for line in lines if line.gap is not None]
    if gaps:
        console.print(f"mean gap {fmean(gaps):.2f} % over {len(gaps)} of {len(lines)} instances")


def _cell(line: Mapping[str, Any], column: str) -> str:
    value = line.get(column)
    if value is None:
        return "–"
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
