"""Of a group of beds some stay free for emergencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.cpsat.packing import at_most
from optimizer.problem import DemandKind

if TYPE_CHECKING:
    from optimizer.cpsat.draft import Draft


def reserve(draft: Draft) -> None:
    """Let the others take no more of the group than the reserve leaves."""
    for kept in draft.index.problem.reserves:
        choices = [
            choice
            for place in kept.places
            for choice in draft.at_place.get(place, ())
            if choice.demand.kind is not DemandKind.EMERGENCY
        ]
        at_most(draft, choices, draft.hospital.beds.spare(kept))
