"""``explain`` and ``whatif``: why this place, what would help, and what would happen if."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from optimizer.checker import HardRule
from optimizer.checker import check as checked
from optimizer.cli.explanations import explanation_lines, explanation_told, what_if_lines, what_if_told
from optimizer.cli.interrupt import until_interrupted
from optimizer.cli.reports import print_told
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
from optimizer.explain import explain as explained
from optimizer.explain.changes import AddSession, Change, CloseWard, MoreEmergencies, read_change, write_change
from optimizer.explain.what_if import WhatIf, what_if
from optimizer.formats import Format, load, read_json
from optimizer.formats.findings import ProblemError
from optimizer.plan import Plan
from optimizer.problem import Problem

Demand = Annotated[str, typer.Argument(help="The demand's id.")]
Ward = Annotated[str | None, typer.Option(help="This ward takes nobody new.")]
Percent = Annotated[int | None, typer.Option(help="So many percent more emergencies.", min=1)]
Session = Annotated[str | None, typer.Option(help="One more theatre session like this one.")]
Written = Annotated[str | None, typer.Option(help="Any change as JSON, as explain --json prints them.")]

Value = TypeVar("Value")


def explain(file: File, solution: Solution, demand: Demand, *, as_json: Json = False) -> None:
    """Say why a demand lies where it does or waits, the next best places, what blocks it and what would help."""
    with one_message():
        problem, plan, _known = _planned(file, solution)
        answer = explained(problem, plan, demand)
    if as_json:
        print_told(explanation_told(answer), as_json=True)
    else:
        typer.echo("\n".join(explanation_lines(answer)))


def whatif(  # noqa: PLR0913 - each is one option of the command
    file: File,
    solution: Solution,
    *,
    close_ward: Ward = None,
    more_emergencies: Percent = None,
    one_more: Session = None,
    change: Written = None,
    seconds: Seconds = 10,
    workers: Workers = 2,
    out: Out = None,
    as_json: Json = False,
    deterministic: Deterministic = False,
) -> None:
    """Solve the problem with one change, beginning from the plan, and list the differences."""
    with one_message(), until_interrupted() as stop:
        folder_exists(out)
        given = _only(
            _made(close_ward, lambda ward: CloseWard(ward=ward)),
            _made(more_emergencies, lambda percent: MoreEmergencies(percent=percent)),
            _made(one_more, lambda session: AddSession(session=session)),
            _made(change, _read),
        )
        problem, plan, known = _planned(file, solution)
        answer = what_if(problem, plan, given, seconds=seconds, workers=workers, stop=stop, deterministic=deterministic)
        if out is not None and isinstance(answer, WhatIf):
            write_json(out, known.write_plan(given.apply(problem), answer.plan))
    if as_json:
        print_told({"change": write_change(given)} | what_if_told(answer), as_json=True)
    else:
        typer.echo("\n".join((str(given), *what_if_lines(answer))))
    if not isinstance(answer, WhatIf):
        raise typer.Exit(1)


def _planned(file: Path, solution: Path) -> tuple[Problem, Plan, Format]:
    """A problem and a plan that breaks no rule, unless it lacks mandatory demands."""
    problem, known = load(file)
    plan = known.read_plan(problem, read_json(solution))
    broken = [each for each in checked(problem, plan).violations if each.rule is not HardRule.MANDATORY]
    if broken:
        raise ProblemError(tuple(f"{solution}: {each.rule} {each.about} {each.detail}" for each in broken))
    return problem, plan, known


def _made(value: Value | None, kind: Callable[[Value], Change]) -> Change | None:
    return None if value is None else kind(value)


def _only(*changes: Change | None) -> Change:
    given = [change for change in changes if change is not None]
    if len(given) != 1:
        raise ProblemError((f"whatif: {len(given)} changes were given; give exactly one",))
    return given[0]


def _read(text: str) -> Change:
    try:
        return read_change(json.loads(text))
    except json.JSONDecodeError as error:
        raise ProblemError((f"--change: is no JSON: {error}",)) from error
