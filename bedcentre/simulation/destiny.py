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
        self._start = hospital.start
        self._occupants: dict[str, Occupant] = {each.patient.mrn: each for each in hospital.occupants}
        self._ways: defaultdict[str, list[Demand]] = defaultdict(list)
        for demand in sorted(hospital.demands, key=lambda each: each.raised_at):
            self._ways[demand.patient.mrn].append(demand)

    def knows(self, patient: Patient) -> bool:
        """Whether the patient's way is written in the seed."""
        mrn = _written(patient)
        return mrn in self._occupants or mrn in self._ways

    def leaves_at(self, encounter: Encounter, patient: Patient) -> datetime:
        """When the patient will physically leave the house."""
        mrn = _written(patient)
        way, occupant = self._ways.get(mrn, []), self._occupants.get(mrn)
        if occupant is not None:
            return self._written_end(way[-1]) if way else occupant.true_discharge
        if not way:
            return encounter.expected_discharge + self._chance.minutes(0, 3, 9, "leaves", encounter.id)
        begins, ends = max(way[0].wanted_from, self._start), self._written_end(way[-1])
        if ends - begins < DAY:
            return encounter.admitted_at + (ends - begins)
        leaves = ends + round((encounter.admitted_at - begins) / DAY) * DAY
        return leaves if leaves >= encounter.admitted_at + SHORTEST_WARD_STAY else leaves + DAY

    def said(self, patient: Patient, leaves: datetime) -> datetime:
        """What the ward will believe on the day before, or on the morning, of a stay that ends at ``leaves``."""
        share = self._chance.share("how well known", patient.mrn)
        if share < ON_TIME_SHARE:
            return leaves
        if share < ON_TIME_SHARE + LATE_SHARE:
            return leaves - self._chance.minutes(45, 90, 300, "slips by", patient.mrn)
        return leaves + self._chance.minutes(30, 60, 180, "earlier by", patient.mrn)

    def _written_end(self, demand: Demand) -> datetime:
        return max(demand.wanted_from, self._start) + timedelta(minutes=demand.true_minutes)


def _written(patient: Patient) -> str:
    return patient.mrn.split(AGAIN, maxsplit=1)[0]
