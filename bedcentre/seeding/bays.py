"""Which bay or recliner of a day-surgery centre is whose on the start's day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bedcentre.seeding.records import Bed, Demand
from bedcentre.seeding.structure import Unit
from bedcentre.seeding.timeline import LOCAL

TURNOVER = timedelta(hours=1)
"""Between two patients of a bay (the product's default)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    bed: Bed
    sex: str
    start: datetime
    end: datetime

    def is_near(self, start: datetime, end: datetime) -> bool:
        """Whether it overlaps with another time, or leaves no hour between."""
        return start < self.end + TURNOVER and self.start < end + TURNOVER


class Bays:
    """Gives each patient the plainest bay that is free, open and has what is needed; rooms with one sex keep it."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._one_sex = {room.code for unit in units for room in unit.rooms if room.sex_policy == "same"}
        self._beds = [bed for unit in units for bed in unit.beds]
        self._visits: list[_Visit] = []

    def take(self, demand: Demand, start: datetime) -> str | None:
        """The bay's label; None: there is none for the whole visit."""
        end = start + timedelta(minutes=demand.expected_minutes)
        sex = demand.patient.sex
        near = [each for each in self._visits if each.is_near(start, end)]
        taken = {each.bed.label for each in near}
        others = {each.bed.room for each in near if each.sex != sex} & self._one_sex
        free = [
            bed
            for bed in self._beds
            if bed.label not in taken
            and bed.room not in others
            and demand.needs <= bed.features
            and _is_open(bed, start, end)
        ]
        if not free:
            return None
        bed = min(free, key=lambda each: (len(demand.prefers - each.features), len(each.features)))
        self._visits.append(_Visit(bed=bed, sex=sex, start=start, end=end))
        return bed.label


def _is_open(bed: Bed, start: datetime, end: datetime) -> bool:
    first, last = start.astimezone(LOCAL), end.astimezone(LOCAL)
    opens, closes = bed.opens or time.min, bed.closes or time.max
    return first.date() == last.date() and opens <= first.time() and last.time() <= closes
