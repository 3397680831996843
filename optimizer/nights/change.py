"""Several stays changed at once: all of it, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.nights.terrain import Spot, pick

if TYPE_CHECKING:
    from optimizer.nights.state import State


class Change:
    """Steps made on rooms and theatres; the nurses, who cost most of the time, are asked only at the end."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._lifted: list[tuple[int, Spot]] = []
        self._laid: list[tuple[int, Spot]] = []
        self._added = 0
        self._saved = 0  # what nurses can save at most

    def lift(self, person: int) -> None:
        """Take somebody out of her spot, if she has one."""
        state, spot = self._state, self._state.spots[person]
        if spot is not None:
            self._lifted.append((person, spot))
            self._added += state.lift(person, spot)
            self._saved += state.roster.leaving(person, state.terrain.room_of[spot.place])

    def lay(self, person: int, place: int, draw: float, wanted: int = -1) -> bool:
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
        spot = Spot(place, start, found[1])
        self._laid.append((person, spot))
        self._added += self._state.lay(person, spot)
        return True

    def finish(self, limit: float) -> int:
        """Keep it all if it adds at most ``limit``; returns what was added."""
        if self._added - self._saved > limit:
            return self.undo()
        state, added = self._state, self._added
        added += sum(state.unnurse(person, spot) for person, spot in self._lifted)
        added += sum(state.nurse(person, spot) for person, spot in self._laid)
        if added <= limit:
            return added
        for person, spot in self._laid:
            state.unnurse(person, spot)
        for person, spot in self._lifted:
            state.nurse(person, spot)
        return self.undo()

    def undo(self) -> int:
        """Make it as it was; adds nothing."""
        for person, spot in self._laid:
            self._state.lift(person, spot)
        for person, spot in self._lifted:
            self._state.lay(person, spot)
        return 0
