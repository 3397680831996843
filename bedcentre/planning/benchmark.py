"""How fast the planner answers: from a new emergency to its first proposal, and to the full plan."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from queue import Empty, SimpleQueue

from bedcentre.domain.events import PlanProposed
from bedcentre.domain.proposals import FIRST
from bedcentre.domain.vocabulary import DemandKind, Sex, Triage
from bedcentre.planning.house import PLANNER, House
from bedcentre.planning.run import PlanResult, plan_once
from bedcentre.planning.service import Planner
from bedcentre.usecases.requests import RegisterPatient, RequestBed

PATIENCE = 120.0
"""Seconds after which a plan that does not come is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Milliseconds from an emergency's commit to the commit of its first proposal and of the next full plan.

    ``plan`` is one more plan of the hospital at the end, with its cost and the greedy one's.
    """

    beds: int
    first: tuple[float, ...]
    full: tuple[float, ...]
    plan: PlanResult


def measure(house: House, rounds: int) -> Figures:
    """Let ``rounds`` emergencies come one after the other. Changes the hospital: give it one to throw away.

    Raises:
        TimeoutError: a plan did not come in two minutes.
    """
    with house.reader() as reader:
        beds = reader.beds()
    own = sorted({each.ward.specialty for each in beds if each.ward.in_pool})
    specialties = [own[number % len(own)] for number in range(rounds)]
    planner, plans = Planner(house), _Plans(house)
    planner.start()
    try:
        plans.wait(lambda event: event.plan.method != FIRST)
        pairs = [_round(house, plans, f"bench-{number}", each) for number, each in enumerate(specialties)]
    finally:
        planner.stop()
        plans.close()
    return Figures(
        beds=len(beds),
        first=tuple(first for first, _ in pairs),
        full=tuple(full for _, full in pairs),
        plan=plan_once(house),
    )


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which that share of the values lies, the nearest one that occurred."""
    return sorted(values)[max(-(-len(values) * percent // 100) - 1, 0)]


class _Plans:
    """Hears of plans as a board would, and when."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._heard: SimpleQueue[float] = SimpleQueue()
        self._unsubscribe = house.subscribe(lambda _sequence: self._heard.put(time.perf_counter()))
        with house.reader() as reader:
            self._sequence = reader.sequence()

    def wait(self, wanted: Callable[[PlanProposed], bool]) -> float:
        """When the first plan of that sort was heard of."""
        while True:
            try:
                at = self._heard.get(timeout=PATIENCE)
            except Empty as error:
                raise TimeoutError from error
            rows = self._house.journal_since(self._sequence)
            self._sequence = rows[-1].sequence if rows else self._sequence
            if any(isinstance(row.event, PlanProposed) and wanted(row.event) for row in rows):
                return at

    def close(self) -> None:
        """Hear no more."""
        self._unsubscribe()


def _round(house: House, plans: _Plans, mrn: str, specialty: str) -> tuple[float, float]:
    """Milliseconds to the first proposal and to the full plan of one emergency."""
    born = date(1960, 1, 1)
    with house.reader() as reader:
        now = reader.now
    patient = house.execute(RegisterPatient(mrn=mrn, name=mrn, pinyin="", sex=Sex.MALE, birth_date=born), PLANNER).made
    request = RequestBed(
        kind=DemandKind.EMERGENCY,
        patient_id=patient or 0,
        specialty=specialty,
        wanted_from=now,
        latest=now + timedelta(hours=4),
        stay_minutes=5 * 24 * 60,
        triage=Triage.ACUTE,
    )
    demand = house.execute(request, PLANNER).made
    begun = time.perf_counter()
    first = plans.wait(lambda event: any(each.demand_id == demand for each in event.proposals))
    full = plans.wait(lambda event: event.plan.method != FIRST)
    return (first - begun) * 1000, (full - begun) * 1000
