"""How often each move is tried, in the order of :mod:`optimizer.nights.kernel`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from optimizer.nights.board import Nurses, People, Shares

# relocate, give way, exchange, swap, leave out
_NURSED: Final = (0.35, 0.1, 0.0, 0.2, 0.005)
_ALONE: Final = (0.35, 0.15, 0.4, 0.1, 0.005)
_NURSES: Final = (0.25, 0.06, 0.03, 0.005)  # other nurse, swap nurses, spell, swap spells


def shares_of(people: People, nurses: Nurses) -> Shares:
    """The share of all draws up to and with each move; all zero where there is nothing to move."""
    nursed = nurses.per_night > 0
    stays = np.array(_NURSED if nursed else _ALONE) * (len(people.movable) > 0)
    given = np.cumsum([*stays, *(share * nursed for share in _NURSES)])
    shares: Shares = given / given[-1] if given[-1] > 0 else given
    return shares
