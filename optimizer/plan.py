"""What the engine answers: who goes where, when, in which theatre session, nursed by whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One demand's place, start tick and, if it has an operation, theatre session."""

    demand: str
    place: str
    start: int
    session: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nursing:
    """The rooms one nurse looks after in one shift."""

    nurse: str
    shift: int
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A whole answer; a demand without a placement stays waiting."""

    placements: tuple[Placement, ...]
    nursing: tuple[Nursing, ...] = ()
