"""The latest look ahead as it was made: who is expected on which day, and how good the plan is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A waiting demand on its day, in its room."""

    demand_id: int
    day: date
    ward_id: int
    room_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The first level of cost that is not proven best: what the plan costs there, and what any plan costs at least."""

    level: int
    cost: int
    bound: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TacticalPlan:
    """Who is expected to come in on which day; ``unplaced`` find no bed in the ``days``.

    ``method`` made it in so many milliseconds. ``gap`` is None if the plan is proven best (``proven``), or if nothing
    is proven.
    """

    made_at: datetime
    days: int
    method: str
    milliseconds: int
    admissions: tuple[Admission, ...]
    unplaced: tuple[int, ...]
    proven: bool
    gap: Gap | None
