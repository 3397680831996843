"""A surgeon operates no longer than allowed on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.cpsat.packing import within_minutes

if TYPE_CHECKING:
    from optimizer.cpsat.draft import Draft, Slot


def surgeon_minutes(draft: Draft) -> None:
    """Let a surgeon's operations of a day take no more than what the facts leave."""
    day = draft.index.problem.horizon.day

    def key(slot: Slot) -> tuple[str, int]:
        surgery = slot.demand.surgery
        return (surgery.surgeon, (slot.low + surgery.offset) // day) if surgery else ("", 0)

    within_minutes(draft, key, lambda slot: draft.hospital.theatres.surgeon_left(*key(slot)))
