"""Figures so large that sums of them could no longer be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.problem import Demand, Problem

MOST: Final = 10**9
MOST_COST: Final = 2**60  # solvers count in 64 bits

_FIGURES: Final = {
    "places": ("capacity",),
    "occupants": ("start", "end"),
    "closures": ("start", "end", "beds"),
    "reserves": ("count", "start", "end"),
    "sessions": ("start", "end", "minutes"),
    "demands": ("release", "due", "length", "wanted", "urgency", "age_group", "room_size", "expires"),
    "tiers": ("tier",),
}


def oversized(problem: Problem) -> Iterator[str]:
    """Name every figure beyond what any hospital needs, and prices that add up to more than can be counted."""
    yield from _above("horizon", length=problem.horizon.length, day=problem.horizon.day, shifts=problem.horizon.shifts)
    for part, names in _FIGURES.items():
        for at, thing in enumerate(getattr(problem, part)):
            yield from _above(f"{part}[{at}]", **{name: getattr(thing, name) for name in names})
    for at, demand in enumerate(problem.demands):
        yield from _of_demand(f"demands[{at}]", demand)
    for at, surgeon in enumerate(problem.surgeons):
        yield from _above(f"surgeons[{at}]", minutes=max(surgeon.minutes, default=0))
    for at, nurse in enumerate(problem.nurses):
        yield from _above(f"nurses[{at}]", max_load=max((duty.max_load for duty in nurse.duties), default=0))
    for rule, price in problem.prices.items():
        yield from _above(f"prices.{rule}", amount=price.amount)
    if _most_cost(problem) > MOST_COST:
        yield "prices: what a plan costs could exceed 64 bits; give smaller prices or urgencies"


def _of_demand(where: str, demand: Demand) -> Iterator[str]:
    yield from _above(where, place_cost=max((cost for _, cost in demand.place_cost), default=0))
    if demand.surgery is not None:
        yield from _above(where, minutes=demand.surgery.minutes, offset=demand.surgery.offset)
    if demand.promise is not None:
        yield from _above(where, promise_start=demand.promise.start)
    if demand.care is not None:
        yield from _above(where, workload=max(demand.care.workload, default=0))


def _above(where: str, **figures: int | None) -> Iterator[str]:
    for name, value in figures.items():
        if value is not None and value > MOST:
            yield f"{where}: {name} is {str(value)[:20]}, must be at most {MOST:,}"


def _most_cost(problem: Problem) -> int:
    """More than any plan can cost by the rules about one demand."""
    ticks, far = problem.horizon.length, max((tier.tier for tier in problem.tiers), default=0)
    amount = max((price.amount for price in problem.prices.values()), default=0)
    units = sum(
        (demand.urgency + 1) * ticks + demand.length * far + max((cost for _, cost in demand.place_cost), default=0)
        for demand in problem.demands
    )
    return amount * units
