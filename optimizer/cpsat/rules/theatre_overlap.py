"""A theatre holds one operation at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.cpsat.packing import one_operation

if TYPE_CHECKING:
    from optimizer.cpsat.draft import Draft


def theatre_overlap(draft: Draft) -> None:
    """Keep operations in one theatre apart, where ticks are minutes."""
    one_operation(draft, lambda slot: slot.session.theatre)
