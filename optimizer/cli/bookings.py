"""``bookings``: book generated checklists, and compare with first come, first served."""

from __future__ import annotations

import json
import time
from typing import Annotated

import typer

from optimizer.bookings.checker import cost, violations
from optimizer.bookings.generate import generate
from optimizer.bookings.greedy import first_come
from optimizer.bookings.solve import solve
from optimizer.cli.terminal import Deterministic, Json, Seconds, Workers


def bookings(  # noqa: PLR0913 - each is one thing a caller decides
    *,
    patients: Annotated[int, typer.Option(help="How many patients ask.", min=1)] = 200,
    devices: Annotated[int, typer.Option(help="About how many devices there are.", min=9)] = 30,
    days: Annotated[int, typer.Option(help="Working days in which to come.", min=1)] = 5,
    seed: Annotated[int, typer.Option(help="Seed of the checklists.", min=0)] = 1,
    seconds: Seconds = 4.0,
    workers: Workers = 2,
    deterministic: Deterministic = False,
    as_json: Json = False,
) -> None:
    """Book all tests of many patients on shared devices: how many visits that takes."""
    problem = generate(patients=patients, devices=devices, days=days, seed=seed)
    began, worked = time.monotonic(), time.process_time()
    answer = solve(problem, seconds=seconds, workers=workers, deterministic=deterministic)
    took, cpu = time.monotonic() - began, time.process_time() - worked
    plain = cost(problem.patients, first_come(problem))
    broken = violations(problem, answer.bookings)
    figures = {
        "patients": patients,
        "devices": len(problem.devices),
        "tests": len(problem.tests),
        "seconds": round(took, 2),
        "cpu_seconds": round(cpu, 2),
        "unbooked": answer.cost.unbooked,
        "visits_per_patient": round(answer.cost.visits / patients, 3),
        "first_come_unbooked": plain.unbooked,
        "first_come_visits_per_patient": round(plain.visits / patients, 3),
        "broken": len(broken),
    }
    typer.echo(json.dumps(figures) if as_json else "\n".join(f"{name:30} {value}" for name, value in figures.items()))
    if broken:
        raise typer.Exit(1)
