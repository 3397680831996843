"""Few theatres are opened in a day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from optimizer.problem import SoftRule

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from optimizer.cpsat.draft import Draft


def open_theatre(draft: Draft) -> None:
    """Charge every theatre's day that the facts do not open already."""
    price = draft.index.problem.prices.get(SoftRule.OPEN_THEATRE)
    if price is None:
        return
    day = draft.index.problem.horizon.day
    opened = {(theatre, on) for _, theatre, on in draft.hospital.theatres.operated()}
    days: dict[tuple[str, int], list[cp_model.IntVar]] = defaultdict(list)
    for slot in draft.all_slots():
        if slot.demand.surgery is not None:
            days[slot.session.theatre, (slot.low + slot.demand.surgery.offset) // day].append(slot.literal)
    for (theatre, on), literals in days.items():
        if (theatre, on) not in opened:
            used = draft.cp.new_bool_var(f"{theatre} opened on day {on}")
            for literal in literals:
                draft.cp.add_implication(literal, used)
            draft.charge(price.level, used, price.amount)
