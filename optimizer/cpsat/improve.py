"""Large problems: free some demands that get in each other's way, let CP-SAT place them again, and so on."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from optimizer.cpsat.levels import descend
from optimizer.cpsat.model import build
from optimizer.cpsat.neighbourhood import neighbours

if TYPE_CHECKING:
    from optimizer.cpsat.effort import Effort
    from optimizer.incumbent import Incumbent
    from optimizer.state.hospital import Hospital

FIRST_SIZE: Final = 30
GROW, SHRINK = 1.1, 0.8
SECONDS: Final = 3.0


def improve(hospital: Hospital, incumbent: Incumbent, effort: Effort, *, seed: int = 1) -> None:
    """Improve the incumbent, which ``hospital`` holds, until the effort is spent."""
    chance = random.Random(seed)  # noqa: S311 - a search that can be repeated, no secret
    size: float = FIRST_SIZE
    while effort.left():
        freed = hospital.take_all(neighbours(hospital, chance, round(size)))
        draft = build(hospital, freed, relaxed=True)
        found = descend(draft, incumbent, effort, min(SECONDS, effort.left()))
        size = min(size * GROW, len(hospital.index.demands)) if found.proven else max(size * SHRINK, 2)
        placements = incumbent.placements()
        for demand in freed:
            if demand.id in placements:
                hospital.put(placements[demand.id])
