"""A surgeon operates on one person at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.cpsat.packing import one_operation

if TYPE_CHECKING:
    from optimizer.cpsat.draft import Draft


def surgeon_overlap(draft: Draft) -> None:
    """Keep operations of one surgeon apart, where ticks are minutes."""
    one_operation(draft, lambda slot: slot.demand.surgery.surgeon if slot.demand.surgery else "")
