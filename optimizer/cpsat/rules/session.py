"""An operation happens in one session, and the stay starts so that it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.cpsat.draft import Draft
    from optimizer.problem import Demand


def session(draft: Draft) -> None:
    """Choose one slot for every placed demand with an operation; a slot fixes the span of the start."""
    for demand in draft.demands:
        if demand.surgery is not None:
            slots = [slot.literal for slot in draft.slots[demand.id]]
            draft.cp.add_exactly_one([draft.out[demand.id], *slots])
            if not draft.timed:
                _same_night(draft, demand)


def _same_night(draft: Draft, demand: Demand) -> None:
    nights = {choice.low for choice in draft.choices[demand.id]}
    nights |= {night for slot in draft.slots[demand.id] for night in range(slot.low, slot.high + 1)}
    for night in nights:
        operated = [slot.literal for slot in draft.slots[demand.id] if slot.low <= night <= slot.high]
        admitted = [choice.literal for choice in draft.choices[demand.id] if choice.low == night]
        draft.cp.add(sum(admitted) == sum(operated))
