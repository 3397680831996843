"""One line of search: a board of its own, what is random on it, and the best answer it has seen."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

import numpy as np

from optimizer.nights.board import own_copy
from optimizer.nights.kernel import BEST, HERE, TRIED, Answer, adopt, anneal

if TYPE_CHECKING:
    from optimizer.nights.board import Board

COUNTS: Final = 3


class Chain:
    """Begins with ``answer`` on an empty ``board``; chains of one problem share nothing that changes."""

    def __init__(self, board: Board, answer: Answer, seed: tuple[int, int]) -> None:
        self.board = own_copy(board)
        self._chance = np.random.default_rng(seed)
        self._counts = np.zeros(COUNTS, np.int64)
        self.best = deepcopy(answer)
        self._counts[HERE] = adopt(self.board, answer)
        self._counts[BEST] = self._counts[HERE]

    @property
    def here(self) -> Answer:
        """What is on the board now."""
        people = self.board.people
        return Answer(people.place, people.start, people.session, self.board.nurses.nurse)

    @property
    def added(self) -> int:
        """What it weighs, compared with an empty board."""
        return int(self._counts[HERE])

    @property
    def weight(self) -> int:
        """What the best answer weighs, compared with an empty board."""
        return int(self._counts[BEST])

    @property
    def tried(self) -> int:
        """How many moves were tried."""
        return int(self._counts[TRIED])

    def run(self, heat: float, moves: int) -> None:
        """Try some moves at one heat; lets other threads work meanwhile."""
        anneal(self.board, self.best, self._counts, self._chance, heat, moves)
