"""Demands for day surgery: a procedure of the catalogue, a surgeon, and the days wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time

import numpy as np
from numpy.typing import NDArray

from bedcentre.seeding.kit import Kit
from bedcentre.seeding.people import People
from bedcentre.seeding.records import Demand
from bedcentre.seeding.rows import ProcedureRow, WardRow
from bedcentre.seeding.timeline import DAY

CASES_PER_BED = 0.95
"""Cases per bay or recliner and average weekday (assumption)."""
BOOKED_DAYS = (2, 15)
"""A case is booked at least so many days ahead, and less than so many (assumption)."""
PATIENCE_DAYS = 10
"""Days after the wanted one within which the operation should be (assumption)."""
OVERNIGHT_SHARE = 0.03
"""Share of cases that turn out to need a night in hospital (assumption)."""
OVERNIGHT = (14 * 60, 20 * 60)
"""How many minutes longer such a case stays (assumption)."""
SPREAD = 0.2
"""Standard deviation of the logarithm of times in theatre and in recovery (assumption)."""
NEEDS = {"bay": frozenset({"day_bay", "suction"}), "chair": frozenset({"day_bay"})}
"""A bay has a bed and suction, a recliner has not."""


class CaseMaker:
    """Makes single day-surgery demands."""

    def __init__(self, kit: Kit, people: People, rng: np.random.Generator) -> None:
        self._timeline = kit.timeline
        self._people = people
        self._rng = rng

    def case(self, row: ProcedureRow, ward: WardRow, day: int, raised_day: int, team: tuple[str, ...]) -> Demand:
        """Somebody new who wants a procedure on a day, from one of a team of surgeons, and asked on an earlier day."""
        moment = self._timeline.moment
        expected = row.preparation_minutes + row.theatre_minutes + row.recovery_minutes
        patient = self._people.patient(self._sex(row), self._age(row), row.specialty)
        needs = NEEDS[row.bed_kind]
        return Demand(
            code="",
            kind="day_surgery",
            patient=patient,
            specialty=row.specialty,
            diagnosis=None,
            raised_at=moment(raised_day * DAY + int(self._rng.integers(8 * 60, 18 * 60))),
            wanted_from=moment(day * DAY + _minute(ward.opens)),
            latest=moment((day + PATIENCE_DAYS) * DAY + _minute(ward.closes) - expected),
            expected_minutes=expected,
            true_minutes=self._true_minutes(row),
            needs=needs,
            prefers=self._people.preferences(patient) - needs,
            procedure=row.code,
            surgeon=team[self._rng.integers(len(team))],
            operation_minutes=row.theatre_minutes,
        )

    def _sex(self, row: ProcedureRow) -> str:
        if row.sex != "any":
            return row.sex
        return "M" if self._rng.random() < 1 / 2 else "F"

    def _age(self, row: ProcedureRow) -> float:
        """Mostly in the middle of the procedure's range of ages."""
        return float(row.age_min + self._rng.beta(2, 2) * (row.age_max + 0.99 - row.age_min))

    def _true_minutes(self, row: ProcedureRow) -> int:
        after = (row.theatre_minutes + row.recovery_minutes) * self._rng.lognormal(0, SPREAD)
        night = int(self._rng.integers(*OVERNIGHT)) if self._rng.random() < OVERNIGHT_SHARE else 0
        return row.preparation_minutes + round(after) + night


class DayCases:
    """Makes the demands for the days after the start's."""

    def __init__(self, kit: Kit) -> None:
        self._procedures = kit.tables.procedures
        self._structure = kit.structure
        self._timeline = kit.timeline
        self._days = kit.days
        self._rng = kit.dice("day cases")
        self._maker = CaseMaker(kit, kit.people, self._rng)
        self._shares = shares_of(self._procedures)

    def build(self, surgeons: dict[str, tuple[str, ...]]) -> Iterator[Demand]:
        """Cases raised before the end of the horizon for days after the start's."""
        units = [unit for unit in self._structure.units if unit.template.level == "day"]
        per_day = CASES_PER_BED * sum(len(unit.beds) for unit in units)
        last = self._days + BOOKED_DAYS[1]
        factors = self._timeline.factors("day_surgery")[self._timeline.back :]
        for day in range(1, last):
            for place in self._rng.choice(
                len(self._shares), size=self._rng.poisson(per_day * factors[day]), p=self._shares
            ):
                raised_day = day - int(self._rng.integers(*BOOKED_DAYS))
                if raised_day < self._days:
                    row = self._procedures[place]
                    yield self._maker.case(row, units[0].template, day, raised_day, surgeons[row.specialty])


def shares_of(procedures: Sequence[ProcedureRow]) -> NDArray[np.float64]:
    """How often each is done, as a share of all of them."""
    weights = np.array([row.weight for row in procedures], dtype=np.float64)
    return np.asarray(weights / weights.sum())


def _minute(clock: time | None) -> int:
    return clock.hour * 60 + clock.minute if clock else 0
