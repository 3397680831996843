"""What a search did, in counts that a busy machine does not change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The moves that annealing tried, CP-SAT's deterministic seconds, and the plans that the checker looked at.

    A deterministic solve of the same problem does the same work, on every machine, while the code is the same.
    """

    moves_tried: int = 0
    cpsat_seconds: float = 0.0
    plans_checked: int = 0
