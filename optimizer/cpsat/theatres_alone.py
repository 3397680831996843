"""What operations cost at least, from theatres alone: as if every stay found the bed it likes best."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.cost import LEVELS
from optimizer.cpsat.floors import Floor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.ground import Menu
    from optimizer.cpsat.theatre_part import Part

_SLACK: Final = 1e-6


def theatres_alone(
    menus: Sequence[Menu], parts: Sequence[Part], out: NDArray[np.int64], effort: Effort, seconds: float
) -> Iterator[Floor]:
    """What the demands of each part cost together, where that is more than what each costs at least.

    ``out[demand, level]`` is what leaving a demand out costs. What ``seconds`` are too short for is left.
    """
    reserve = max(effort.left() - seconds, 0.0)
    for level in range(LEVELS):
        by_start = _by_start(menus, level)
        least = np.minimum(by_start.min(axis=1), out[:, level])
        for part in parts:
            spare = effort.left() - reserve
            if spare <= 0:
                return
            found = part.cheapest(by_start, out[:, level].astype(np.float64), effort, spare)
            bound = 0 if found is None else math.ceil(found - _SLACK)
            if bound > least[part.demands].sum():
                yield Floor(part.demands, level, bound)


def _by_start(menus: Sequence[Menu], level: int) -> NDArray[np.float64]:
    """What stays (rows) cost at least on a level if they start on a night (columns); infinite where none can."""
    nights = 1 + max((int(menu.starts.max(initial=0)) for menu in menus), default=0)
    costs = np.full((len(menus), nights), np.inf)
    for number, menu in enumerate(menus):
        np.minimum.at(costs[number], menu.starts, menu.costs[:, level])
    return costs
