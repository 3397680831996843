"""A place holds no more people than it has open beds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.cpsat.packing import at_most, one_at_a_time

if TYPE_CHECKING:
    from optimizer.cpsat.draft import Draft


def capacity(draft: Draft) -> None:
    """One at a time in a bed; on the night grid, no more than the free beds each night."""
    for name, choices in draft.at_place.items():
        if draft.timed:
            one_at_a_time(draft, choices)
        else:
            at_most(draft, choices, draft.hospital.beds.free(draft.index.places[name]))
