"""Nurses to rooms, where it is settled who lies where."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from optimizer.checker.context import Context
from optimizer.nursing.moves import other_nurse, settle
from optimizer.nursing.roster import Roster
from optimizer.plan import Plan
from optimizer.problem import SoftRule
from optimizer.search.anneal import anneal
from optimizer.search.weights import Weights
from optimizer.shifts import shifts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from optimizer.plan import Nursing, Placement
    from optimizer.problem import Problem
    from optimizer.search.budget import Budget

_HOT, _COLD = 1.5, 0.15  # of the price of one more nurse for a person


def assign(problem: Problem, placements: Iterable[Placement], budget: Budget, *, seed: int = 0) -> tuple[Nursing, ...]:
    """The nursing of the rooms that ``placements`` and the occupants fill.

    A room occupied in a shift in which no nurse works stays without: the checker names it.
    """
    if not problem.nurses:
        return ()
    roster = _roster(problem, placements)
    chance = random.Random(seed)  # noqa: S311 - a search that can be repeated, no secret
    settle(roster)
    best, kept = 0, roster.snapshot()

    def watch(added: int) -> None:
        nonlocal best, kept
        if added < best:
            best, kept = added, roster.snapshot()

    unit = heat_unit(problem)
    anneal([other_nurse(roster, chance)], chance, budget, heat=(_HOT * unit, _COLD * unit), watch=watch)
    roster.restore(kept)
    settle(roster)
    return roster.nursing()


def heat_unit(problem: Problem) -> int:
    """What one change in a roster typically adds: the scale of a search's heat."""
    weights = Weights(problem)
    rules = (SoftRule.CONTINUITY, SoftRule.NURSE_SKILL, SoftRule.NURSE_WORKLOAD)
    return next((weight for rule in rules if (weight := weights.of(rule))), 1)


def _roster(problem: Problem, placements: Iterable[Placement]) -> Roster:
    stays = Context.of(problem, Plan(placements=tuple(placements))).stays
    rooms = {room.id: number for number, room in enumerate(problem.rooms)}
    roster = Roster(problem, [stay.care for stay in stays])
    for number, stay in enumerate(stays):
        roster.enter(number, rooms[stay.room.id], shifts_of(problem.horizon, stay.start, stay.end))
    return roster
