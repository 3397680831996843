"""A surgeon stays in one theatre all day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from optimizer.problem import SoftRule

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from optimizer.cpsat.draft import Draft


def surgeon_transfer(draft: Draft) -> None:
    """Charge the theatres of a surgeon and day beyond the first one, counting the facts' theatres."""
    price = draft.index.problem.prices.get(SoftRule.SURGEON_TRANSFER)
    if price is None:
        return
    day = draft.index.problem.horizon.day
    theatres: dict[tuple[str, int], dict[str, list[cp_model.IntVar]]] = defaultdict(lambda: defaultdict(list))
    for slot in draft.all_slots():
        surgery = slot.demand.surgery
        if surgery is not None:
            of_day = theatres[surgery.surgeon, (slot.low + surgery.offset) // day]
            of_day[slot.session.theatre].append(slot.literal)
    known: dict[tuple[str, int], set[str]] = defaultdict(set)
    for surgeon, theatre, on in draft.hospital.theatres.operated():
        known[surgeon, on].add(theatre)
    for (surgeon, on), literals in theatres.items():
        there = known[surgeon, on]
        visited = [_visited(draft, of_theatre) for theatre, of_theatre in literals.items() if theatre not in there]
        extra = draft.cp.new_int_var(0, len(visited), f"transfers of {surgeon} on day {on}")
        draft.cp.add(extra >= sum(visited) - (0 if there else 1))
        draft.charge(price.level, extra, price.amount)


def _visited(draft: Draft, literals: list[cp_model.IntVar]) -> cp_model.IntVar:
    visited = draft.cp.new_bool_var("theatre visited")
    for literal in literals:
        draft.cp.add_implication(literal, visited)
    return visited
