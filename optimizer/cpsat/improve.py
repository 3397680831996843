"""Large problems: free some demands that get in each other's way, let CP-SAT place them again, and so on.

Every core works on a piece of its own. What two pieces find at the same time is taken over in turn, the second only
if it still goes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from optimizer.cost import LEVELS
from optimizer.cpsat.levels import Descent, descend
from optimizer.cpsat.model import build
from optimizer.cpsat.neighbourhood import neighbours
from optimizer.cpsat.options import Options
from optimizer.plan import Placement
from optimizer.problem import Demand

if TYPE_CHECKING:
    from optimizer.cpsat.draft import Draft
    from optimizer.cpsat.effort import Effort
    from optimizer.incumbent import Incumbent
    from optimizer.state.hospital import Hospital

Ask: TypeAlias = Callable[[Sequence[Demand], Mapping[str, Placement]], list[Options]]
"""What demands could have around everything in the hospital, what they are to keep among it."""

FIRST_SIZE: Final = 30
MOST: Final = 500  # demands in a piece: more take too long to model
GROW, SHRINK = 1.1, 0.85
SECONDS: Final = 1.0
CHOICE_SECONDS: Final = 1e-5  # what a choice counts where steps are counted, about what it takes to model


class Piece(NamedTuple):
    """Demands freed, the model that places them again, and whether it knows everything they could have."""

    freed: Sequence[Demand]
    draft: Draft
    whole: bool


def improve(
    hospital: Hospital, incumbent: Incumbent, ask: Ask, effort: Effort, seconds: float, *, seed: int = 1
) -> Descent | None:
    """Improve the incumbent, which ``hospital`` holds, for ``seconds``.

    Returns what is known of all demands at once, if the pieces grew so far.
    """
    chance = random.Random(seed)  # noqa: S311 - a search that can be repeated, no secret
    size: float = FIRST_SIZE
    count = sum(not demand.pinned for demand in hospital.index.problem.demands)
    reserve = max(effort.left() - seconds, 0.0)
    if not count:
        return _known(incumbent)
    with ThreadPoolExecutor(effort.workers) as pool:
        while effort.left() > reserve:
            pieces = _pieces(hospital, incumbent, ask, effort, chance, round(size))
            kept = incumbent.placements()
            limit = min(SECONDS, effort.left() - reserve)
            works = [pool.submit(_place, piece.draft, kept, effort, limit) for piece in pieces]
            for piece, work in zip(pieces, works, strict=True):
                placements, proven = work.result()
                _take_over(hospital, incumbent, piece.freed, placements)
                if proven and piece.whole and len(piece.freed) == count:
                    return _known(incumbent)
                size = min(size * GROW, count, MOST) if proven else max(size * SHRINK, 2)
    return None


def put_back(hospital: Hospital, incumbent: Incumbent, demands: Sequence[Demand]) -> Sequence[Demand]:
    """Place the demands as the incumbent does."""
    placements = incumbent.placements()
    for demand in demands:
        if demand.id in placements:
            hospital.put(placements[demand.id])
    return demands


def _known(incumbent: Incumbent) -> Descent:
    """What is known when there is nothing left to place otherwise."""
    return Descent(proven=True, missing=incumbent.missing, bound=incumbent.cost.levels)


def _pieces(
    hospital: Hospital, incumbent: Incumbent, ask: Ask, effort: Effort, chance: random.Random, size: int
) -> list[Piece]:
    """A piece for every core, no demand in two of them; the hospital is left as it was."""
    pieces: list[Piece] = []
    taken: set[str] = set()
    for _ in range(effort.workers):
        near = neighbours(hospital, incumbent.cost, chance, size)
        freed = hospital.take_all(demand for demand in near if demand.id not in taken)
        if freed:
            asked = ask(freed, incumbent.placements())
            effort.count(CHOICE_SECONDS * sum(len(one.choices) for one in asked))
            pieces.append(Piece(freed, build(hospital, asked, relaxed=True), all(one.whole for one in asked)))
            taken |= {demand.id for demand in freed}
            put_back(hospital, incumbent, freed)
    return pieces


def _place(draft: Draft, kept: Mapping[str, Placement], effort: Effort, seconds: float) -> tuple[list[Placement], bool]:
    """Where the draft's demands are best placed, and whether that is proven."""
    last: list[Placement] = []

    def note(placements: list[Placement]) -> Sequence[int]:
        last[:] = placements
        return (0,) * (LEVELS + 1)

    found = descend(draft, kept, note, effort, seconds, workers=1)
    return last, found.proven


def _take_over(
    hospital: Hospital, incumbent: Incumbent, freed: Sequence[Demand], placements: Sequence[Placement]
) -> None:
    """Offer what was found for the freed demands, if it still goes; the hospital holds the incumbent afterwards."""
    kept = [hospital.placed[demand.id] for demand in freed if demand.id in hospital.placed]
    if set(placements) == set(kept):
        return
    hospital.take_all(freed)
    for placement in placements:
        if hospital.allows(placement):
            hospital.put(placement)
    if len(placements) == sum(demand.id in hospital.placed for demand in freed):
        incumbent.offer(hospital.plan())
    hospital.take_all(freed)
    put_back(hospital, incumbent, freed)
