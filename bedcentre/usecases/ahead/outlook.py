"""The two weeks as a table: for each group of wards and day the beds, who is expected in them, and who comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bedcentre.domain.vocabulary import WardGroup
from bedcentre.usecases.ahead.plan import TacticalPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAhead:
    """One day of a group of wards, its night included.

    ``beds``: usable that night. ``expected``: patients in them, between ``low`` and ``high`` in four of five cases.
    ``admissions``: those whom the plan puts on the day and those promised a bed from it. ``day_surgery``: operations
    booked on the day or asked for from it, of the group's specialties. ``no_day``: demands wanted from this day that
    find no bed in the whole time.
    """

    day: date
    beds: int
    expected: float
    low: float
    high: float
    admissions: int
    day_surgery: int
    no_day: int

    @property
    def free(self) -> int:
        """Beds expected free; below zero so many are missing."""
        return self.beds - round(self.expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAhead:
    """A group of wards day by day; ``group`` None is the whole house."""

    group: WardGroup | None
    days: tuple[DayAhead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAhead:
    """Everything that is shown of the two weeks. ``learned``: past stays were there to forecast from."""

    now: datetime
    plan: TacticalPlan
    learned: bool
    house: GroupAhead
    groups: tuple[GroupAhead, ...]
