"""What will really happen to each patient, which nobody in the hospital knows beforehand."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from bedcentre.domain.people import Encounter, Patient
from bedcentre.seeding.records import Demand, Hospital, Occupant
from bedcentre.simulation.chance import Chance

DAY = timedelta(days=1)
SHORTEST_WARD_STAY = timedelta(hours=6)
ON_TIME_SHARE, LATE_SHARE = 0.62, 0.26
"""Share of the stays that end about when the ward said, and later than that; all others end earlier (assumption)."""
AGAIN = "~"
"""Stands between a medical record number and the round in which the seed's people come again."""


class Destiny:
    """The true stays of the seed hospital's people; anybody else leaves soon after the ward said so."""

    def __init__(self, hospital: Hospital, chance: Chance) -> None:
        self._chance = chance
        self._occupants: dict[str, Occupant] = {each.patient.mrn: each for each in hospital.occupants}
        self._ways: defaultdict[str, list[Demand]] = defaultdict(list)
        for demand in hospital.demands:
            self._ways[demand.patient.mrn].append(demand)

    def knows(self, patient: Patient) -> bool:
        """Whether the patient's way is written in the seed."""
        mrn = _written(patient)
        return mrn in self._occupants or mrn in self._ways

    def leaves_at(self, encounter: Encounter, patient: Patient) -> datetime:
        """When the patient will physically leave the house."""
        mrn = _written(patient)
        way = self._ways.get(mrn, [])
        lasting = timedelta(minutes=sum(demand.true_minutes for demand in way))
        occupant = self._occupants.get(mrn)
        if occupant is not None:
            return occupant.true_discharge + lasting
        if not way:
            return encounter.expected_discharge + self._chance.minutes(0, 3, 9, "leaves", encounter.id)
        if lasting < DAY:
            return encounter.admitted_at + lasting
        return _by_day(encounter.admitted_at, (way[0].wanted_from + lasting), lasting)

    def said(self, patient: Patient, leaves: datetime) -> datetime:
        """What the ward will believe on the day before, or on the morning, of a stay that ends at ``leaves``."""
        share = self._chance.share("how well known", patient.mrn)
        if share < ON_TIME_SHARE:
            return leaves
        if share < ON_TIME_SHARE + LATE_SHARE:
            return leaves - self._chance.minutes(45, 90, 300, "slips by", patient.mrn)
        return leaves + self._chance.minutes(30, 60, 180, "earlier by", patient.mrn)


def _by_day(admitted: datetime, written: datetime, lasting: timedelta) -> datetime:
    """The time of day of the ``written`` end, on the day that a stay begun at ``admitted`` reaches."""
    days = round((admitted + lasting - written) / DAY)
    leaves = written + days * DAY
    return leaves if leaves >= admitted + SHORTEST_WARD_STAY else leaves + DAY


def _written(patient: Patient) -> str:
    return patient.mrn.split(AGAIN, maxsplit=1)[0]
