"""What the proofs of a night plan are about: everything demands could have, and what is scarce."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from optimizer.cpsat.columns import Columns
    from optimizer.cpsat.limits import Limits


class Frame(NamedTuple):
    """Everybody has one of the columns within the limits, or is left out unless one ``must`` not be.

    ``out[demand, level]`` is what that costs, ``units`` are what the levels are counted in.
    """

    columns: Columns
    limits: Limits
    out: NDArray[np.int64]
    must: NDArray[np.bool_]
    units: NDArray[np.int64]

    @property
    def beds(self) -> int:
        """How many of the limits, the first ones, are on stays."""
        return sum(family.left.size for family in self.limits.families)

    @property
    def nights(self) -> int:
        """How many nights there are."""
        return int(self.limits.families[0].left.shape[1])
