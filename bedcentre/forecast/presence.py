"""Who will be in a ward at each of the coming midnights: those who lie there, those who are to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import numpy as np
import numpy.typing as npt

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.people import Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import Certainty, DemandState
from bedcentre.forecast.discharges import WORD, group_of
from bedcentre.forecast.stays import Departures
from bedcentre.usecases.ahead.plan import TacticalPlan
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.board.picture import Picture

ADMITTED_AT = time(10)
"""When on their day those come in who have no promised time yet."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who is to come into a bed (or one like it) at a time, for about as long as was asked for."""

    situation: BedSituation
    demand: Demand
    patient: Patient
    at: datetime


class Presences:
    """Draws each person's chances of being there; without ``departures`` people leave when the wards expect."""

    def __init__(self, picture: Picture, days: int, departures: Departures | None) -> None:
        self._picture = picture
        self._departures = departures
        self._days = days
        first = datetime.combine(today(picture), time(), picture.zone)
        self._midnights = [first + timedelta(days=number + 1) for number in range(days)]

    def coming(self, plan: TacticalPlan) -> Iterator[Coming]:
        """Those promised a bed that begins in the days, and those whom the plan gives a day."""
        picture, beds_of_room = self._picture, {each.room.id: each for each in self._picture.beds.values()}
        for situation, claim, demand in picture.promises():
            if demand.state is DemandState.PROMISED and claim.interval.start < self._midnights[-1]:
                at = max(claim.interval.start, picture.now)
                yield Coming(situation, demand, picture.patients[demand.patient_id], at)
        for each in plan.admissions:
            asked = picture.demands.get(each.demand_id)
            if asked is not None and asked.state is DemandState.WAITING:
                at = datetime.combine(each.day, ADMITTED_AT, picture.zone)
                where = beds_of_room[each.room_id]
                yield Coming(where, asked, picture.patients[asked.patient_id], max(at, picture.now))

    def lying(self, situation: BedSituation, moves_at: datetime | None) -> Numbers:
        """Whoever lies in the bed, at the coming midnights; gone from ``moves_at`` on, when another bed is theirs."""
        encounter, patient, now = situation.encounter, situation.patient, self._picture.now
        if encounter is None or patient is None:
            return np.zeros(self._days)
        there = self._told(encounter.expected_discharge)
        if self._departures is not None:
            group = group_of(self._picture, situation, patient, encounter.specialty)
            seen = self._departures.stays_over(group, admitted=encounter.admitted_at, now=now, days=self._days)
            there = _mixed(there, seen, encounter.certainty)
        if moves_at is not None:
            there[self.day_of(moves_at) :] = 0
        return there

    def arrived(self, coming: Coming) -> Numbers:
        """Somebody who is to come, at the coming midnights."""
        first = self.day_of(coming.at)
        there = self._told(coming.at + coming.demand.stay)
        if self._departures is not None and first < self._days:
            group = group_of(self._picture, coming.situation, coming.patient, coming.demand.specialty)
            left = self._days - first
            seen = self._departures.stays_over(group, admitted=coming.at, now=coming.at, days=left)
            there[first:] = _mixed(there[first:], seen, Certainty.GUESSED)
        there[:first] = 0
        return there

    def day_of(self, at: datetime) -> int:
        """Which of the days an instant belongs to, 0 for what is past."""
        return sum(midnight <= at for midnight in self._midnights)

    def _told(self, leaves: datetime) -> Numbers:
        return np.array([float(leaves > midnight) for midnight in self._midnights])


def _mixed(told: Numbers, seen: Numbers, certainty: Certainty) -> Numbers:
    weight = WORD[certainty]
    mixed: Numbers = weight * told + (1 - weight) * seen
    return mixed
