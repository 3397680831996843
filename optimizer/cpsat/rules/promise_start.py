"""Ticks away from the promised start, where a choice leaves the start open."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from optimizer.cpsat.draft import Choice, Draft
    from optimizer.problem import Demand


def promise_start(draft: Draft, demand: Demand) -> cp_model.IntVar | None:
    """The distance between promised and planned start; nothing without a promise or if left out."""
    promised = None if demand.promise is None else demand.promise.start
    if promised is None:
        return None

    def nearest(choice: Choice) -> int:
        return max(choice.low - promised, promised - choice.high, 0)

    away = draft.cp.new_int_var(0, draft.index.problem.horizon.length, f"promise of {demand.id}")
    for distance in (draft.start[demand.id] - promised, promised - draft.start[demand.id]):
        draft.cp.add(away >= distance).only_enforce_if(~draft.out[demand.id])
    draft.cp.add(away >= sum(choice.literal * nearest(choice) for choice in draft.choices[demand.id]))
    return away
