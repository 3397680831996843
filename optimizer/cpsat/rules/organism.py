"""People in one room at the same time all carry the same organism, or all none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.cpsat.packing import alike

if TYPE_CHECKING:
    from optimizer.cpsat.draft import Draft


def organism(draft: Draft) -> None:
    """Keep carriers of different organisms, and of none, apart."""
    for choices in draft.in_room.values():
        alike(draft, choices, lambda demand: demand.organism)
