"""Several steps that stand or fall together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.terrain import Spot, pick

if TYPE_CHECKING:
    from optimizer.nights.state import State


class Change:
    """Steps made on a state, what they added, and the way back."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._before: list[tuple[int, Spot | None]] = []
        self.added = 0

    def take(self, person: int) -> None:
        """Take somebody out of her spot, if she has one."""
        spot = self._state.spots[person]
        if spot is not None:
            self._before.append((person, spot))
            self.added += self._state.take(person, spot)

    def put(self, person: int, place: int, draw: float, wanted: int = -1) -> bool:
        """Put somebody in a place: from the first night there is, or a later one as ``draw`` in [0, 1) says.

        ``wanted`` are the first nights to choose from (-1 = any).
        """
        openings = self._state.openings(person, place) & wanted
        if not openings:
            return False
        start = pick(openings, max(0.0, 2 * draw - 1))
        found = self._state.operations.best(person, start)
        if found is None:
            return False
        self._before.append((person, None))
        self.added += self._state.put(person, Spot(place, start, found[1]))
        return True

    def undo(self) -> int:
        """Make it as it was; adds nothing."""
        for person, before in reversed(self._before):
            spot = self._state.spots[person]
            if spot is not None:
                self._state.take(person, spot)
            if before is not None:
                self._state.put(person, before)
        return 0
