"""Small problems in a line or two, so that a test shows only what it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from optimizer.checker import HardRule, check
from optimizer.plan import Placement, Plan
from optimizer.problem import (
    Demand,
    DemandKind,
    Grid,
    Horizon,
    Occupant,
    Place,
    Price,
    Problem,
    Room,
    Sex,
    SoftRule,
)

F, M = Sex.FEMALE, Sex.MALE
NIGHTS = Horizon(grid=Grid.NIGHTS, length=10, day=1)
MINUTES = Horizon(grid=Grid.MINUTES, length=48, day=24)


def room(name: str = "r", **more: Any) -> Room:
    """A room in ward w."""
    return replace(Room(id=name, ward="w"), **more)


def bed(name: str = "b", **more: Any) -> Place:
    """A bed in room r."""
    return replace(Place(id=name, room="r"), **more)


def demand(name: str = "d", **more: Any) -> Demand:
    """A planned stay of a woman for 4 ticks, from tick 0 to 20 on."""
    return replace(Demand(id=name, kind=DemandKind.PLANNED, release=0, due=20, length=4, sex=F), **more)


def occupant(name: str = "o", **more: Any) -> Occupant:
    """A woman in bed b until tick 8."""
    return replace(Occupant(id=name, place="b", end=8, sex=F), **more)


def problem(*demands: Demand, **more: Any) -> Problem:
    """One room r with the beds b and c, unless told otherwise."""
    plain = Problem(horizon=MINUTES, rooms=(room(),), places=(bed(), bed("c")), demands=demands)
    return replace(plain, **more)


def put(name: str = "d", place: str = "b", start: int = 0, session: str | None = None) -> Placement:
    """A placement of demand d in bed b at tick 0."""
    return Placement(demand=name, place=place, start=start, session=session)


def broken(asked: Problem, *placements: Placement) -> set[HardRule]:
    """The hard rules a plan breaks."""
    return {found.rule for found in check(asked, Plan(placements=placements)).violations}


def priced(rule: SoftRule, level: int = 3, amount: int = 10) -> dict[SoftRule, Price]:
    """Only one rule costs, 10 a unit."""
    return {rule: Price(level=level, amount=amount)}


def amount(asked: Problem, *placements: Placement) -> int:
    """What a plan costs in all."""
    return check(asked, Plan(placements=placements)).cost.total
