"""A nurse's rooms ask no more of her in a shift than her load allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.compiled import inlined

if TYPE_CHECKING:
    from optimizer.nights.board import Nurses


@inlined
def burden(nurses: Nurses, nurse: int, shift: int, load: int) -> int:
    """The nurse gets some load more; returns the units that adds."""
    spare = nurses.spare[shift, nurse]
    nurses.spare[shift, nurse] = spare - load
    return int(max(load - max(spare, 0), 0))


@inlined
def relieve(nurses: Nurses, nurse: int, shift: int, load: int) -> int:
    """The nurse gets some load less; returns the units that saves."""
    spare = nurses.spare[shift, nurse] + load
    nurses.spare[shift, nurse] = spare
    return int(max(load - max(spare, 0), 0))


@inlined
def excess(nurses: Nurses, nurse: int, shift: int, load: int) -> int:
    """The units of some of her load that are above the limit: what relieving her would save."""
    return int(min(load, max(-nurses.spare[shift, nurse], 0)))
