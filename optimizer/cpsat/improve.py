"""Large problems: free some demands that get in each other's way, let CP-SAT place them again, and so on."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from optimizer.cpsat.levels import descend
from optimizer.cpsat.model import build
from optimizer.cpsat.neighbourhood import neighbours
from optimizer.cpsat.options import Options
from optimizer.plan import Placement
from optimizer.problem import Demand

if TYPE_CHECKING:
    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.levels import Descent
    from optimizer.incumbent import Incumbent
    from optimizer.state.hospital import Hospital

Offer: TypeAlias = Callable[[Sequence[Demand], Mapping[str, Placement]], list[Options]]

FIRST_SIZE: Final = 30
GROW, SHRINK = 1.05, 0.8
SECONDS: Final = 3.0
CHOICE_SECONDS: Final = 1e-5  # what a choice counts where steps are counted, about what it takes to model


def improve(
    hospital: Hospital, incumbent: Incumbent, offer: Offer, effort: Effort, seconds: float, *, seed: int = 1
) -> Descent | None:
    """Improve the incumbent, which ``hospital`` holds, for ``seconds``; ``offer`` says what demands could have.

    Returns what is known of all demands at once, if the neighbourhoods grew so far.
    """
    chance = random.Random(seed)  # noqa: S311 - a search that can be repeated, no secret
    size: float = FIRST_SIZE
    count = sum(not demand.pinned for demand in hospital.index.problem.demands)
    reserve = max(effort.left() - seconds, 0.0)
    while effort.left() > reserve:
        freed = hospital.take_all(neighbours(hospital, incumbent.cost, chance, round(size)))
        asked = offer(freed, incumbent.placements())
        draft = build(hospital, asked, relaxed=True)
        effort.count(CHOICE_SECONDS * sum(map(len, draft.choices.values())))
        found = descend(draft, incumbent, effort, min(SECONDS, effort.left() - reserve))
        if found.proven and len(freed) == count and all(one.whole for one in asked):
            return found
        size = min(size * GROW, count) if found.proven else max(size * SHRINK, 2)
        put_back(hospital, incumbent, freed)
    return None


def put_back(hospital: Hospital, incumbent: Incumbent, demands: Sequence[Demand]) -> Sequence[Demand]:
    """Place the demands as the incumbent does."""
    placements = incumbent.placements()
    for demand in demands:
        if demand.id in placements:
            hospital.put(placements[demand.id])
    return demands
