"""Waiting beyond the wanted tick, where a choice leaves the start open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from optimizer.cpsat.draft import Draft
    from optimizer.problem import Demand


def waiting(draft: Draft, demand: Demand) -> cp_model.IntVar:
    """Ticks after the wanted one times the urgency; nothing if the demand is left out."""
    wanted = demand.release if demand.wanted is None else demand.wanted
    choices = draft.choices[demand.id]
    latest = max(choice.high for choice in choices)
    late = draft.cp.new_int_var(0, demand.urgency * max(latest - wanted, 0), f"waiting of {demand.id}")
    overrun = demand.urgency * (draft.start[demand.id] - wanted)
    draft.cp.add(late >= overrun).only_enforce_if(~draft.out[demand.id])
    least = sum(choice.literal * demand.urgency * max(choice.low - wanted, 0) for choice in choices)
    draft.cp.add(late >= least)
    return late
