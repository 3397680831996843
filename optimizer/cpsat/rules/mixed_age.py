"""People of similar age share a room: counted on the night grid.

On the minute grid the checker still prices it; the model leaves it out, and its bound stays a bound.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from optimizer.cpsat.packing import presence
from optimizer.problem import SoftRule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ortools.sat.python import cp_model

    from optimizer.cpsat.draft import Choice, Draft


def mixed_age(draft: Draft) -> None:
    """Charge, room by room and night by night, every step of age between people who are there."""
    price = draft.index.problem.prices.get(SoftRule.MIXED_AGE)
    if price is None or draft.timed:
        return
    facts = _facts(draft)
    for room, choices in draft.in_room.items():
        for night, present in presence(choices).items():
            if night >= draft.index.problem.horizon.length:
                continue
            there = facts.get((room, night), set())
            ages = sorted(there | {choice.demand.age_group for choice in present})
            for younger, older in pairwise(ages):
                if not any(age < older for age in there) or not any(age >= older for age in there):
                    mixed = _mixed(draft, present, there, older)
                    draft.charge(price.level, mixed, price.amount * (older - younger))


def _mixed(draft: Draft, present: Iterable[Choice], there: set[int], older: int) -> cp_model.IntVar:
    """Whether ages below and from ``older`` on meet."""
    sides = []
    for old in (False, True):
        if not any((age >= older) is old for age in there):
            side = draft.cp.new_bool_var("age side")
            for choice in present:
                if (choice.demand.age_group >= older) is old:
                    draft.cp.add_implication(choice.literal, side)
            sides.append(side)
    mixed = draft.cp.new_bool_var("ages mixed")
    draft.cp.add_bool_or([mixed, *(~side for side in sides)])
    return mixed


def _facts(draft: Draft) -> dict[tuple[str, int], set[int]]:
    """The age groups the facts put in each room, by night."""
    index = draft.index
    ages: dict[tuple[str, int], set[int]] = defaultdict(set)
    for person in index.problem.occupants:
        for night in range(person.start, person.end):
            ages[index.places[person.place].room, night].add(person.age_group)
    for placement in draft.hospital.placed.values():
        demand = index.demands[placement.demand]
        for night in range(placement.start, placement.start + demand.length):
            ages[index.places[placement.place].room, night].add(demand.age_group)
    return ages
