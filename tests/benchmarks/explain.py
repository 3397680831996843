"""How long it takes to say why somebody waits and what would help, in a generated hospital that is far too full.

``python -m tests.benchmarks.explain --beds 1000``: explains up to 100 demands that found no place, tries every way out
again from the outside, and prints the share that works and the time an answer takes. Exit code 1 if one does not work.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from statistics import fmean
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from optimizer.checker import check
from optimizer.explain import explain
from optimizer.explain.answers import Waiting, WayOut
from optimizer.generate import generate
from optimizer.greedy import greedy
from optimizer.plan import Plan
from optimizer.problem import Problem

CROWDS = 4  # times as many demands as the hospital was made for
SHARES = (50, 95, 100)


def overfull(beds: int, seed: int) -> Problem:
    """A generated hospital with the demands of several others of its size."""
    hospital = generate(beds=beds, seed=seed)
    more = (
        replace(demand, id=f"{demand.id}-{crowd}")
        for crowd in range(1, CROWDS)
        for demand in generate(beds=beds, seed=seed + crowd).demands
    )
    return replace(hospital, demands=(*hospital.demands, *more))


def works(problem: Problem, plan: Plan, way: WayOut) -> bool:
    """Whether the plan with the way's placements breaks no rule of the changed problem and costs what it said."""
    gone = {way.placement.demand, *way.left_out, *(each.demand for each in way.moved)}
    kept = (each for each in plan.placements if each.demand not in gone)
    changed = way.change.apply(problem)
    report = check(changed, Plan(placements=(*kept, way.placement, *way.moved)))
    levels = [old + more for old, more in zip(check(problem, plan).cost.levels, way.difference.levels, strict=True)]
    return report.valid and levels == list(report.cost.levels)


def main(
    *,
    beds: Annotated[int, typer.Option(help="About how many beds.", min=120)] = 1000,
    seed: Annotated[int, typer.Option(help="Seed of the hospital.")] = 1,
    demands: Annotated[int, typer.Option(help="How many waiting demands to explain.", min=1)] = 100,
) -> None:
    """Explain demands that wait, and print how it went."""
    problem = overfull(beds, seed)
    plan = greedy(problem)
    placed = {each.demand for each in plan.placements}
    waiting = [demand.id for demand in problem.demands if demand.id not in placed]
    times, counts, failed, kinds = [], [], [], Counter[str]()
    for name in waiting[:demands]:
        began = time.perf_counter()
        answer = explain(problem, plan, name)
        times.append(time.perf_counter() - began)
        ways = answer.ways if isinstance(answer, Waiting) else ()
        counts.append(len(ways))
        kinds.update(type(way.change).__name__ for way in ways)
        failed += [way for way in ways if not works(problem, plan, way)]
    table = Table(
        "explained", "waiting in all", "ways each", "without a way", "failed", *(f"p{share}" for share in SHARES)
    )
    table.add_row(
        str(len(times)),
        str(len(waiting)),
        f"{fmean(counts):.1f}",
        str(counts.count(0)),
        str(len(failed)),
        *(f"{1000 * sorted(times)[-(-len(times) * share // 100) - 1]:,.0f} ms" for share in SHARES),
    )
    Console().print(table, ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    if failed:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
