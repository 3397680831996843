"""What some demands cost together at least, whatever else is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Floor(NamedTuple):
    """The demands with these numbers cost at least ``least`` together on ``level``."""

    demands: NDArray[np.int64]
    level: int
    least: int
