"""How fast the planner answers: from an event to a first proposal, to a checked plan, and to the solver's plan."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from queue import Empty, SimpleQueue
from typing import Protocol

from bedcentre.domain.events import PlanProposed
from bedcentre.domain.proposals import FIRST, REPAIRED, PlanRecord, Proposal
from bedcentre.domain.vocabulary import Certainty, DemandKind, Sex, Triage
from bedcentre.planning.house import PLANNER, House
from bedcentre.planning.run import PlanResult, plan_once
from bedcentre.usecases.beds import BlockBed
from bedcentre.usecases.requests import RegisterPatient, RequestBed
from bedcentre.usecases.stays import ExpectDischarge

PATIENCE = 120.0
"""Seconds after which a plan that does not come is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Milliseconds from the command that tells of an event to the commit of what the planner makes of it.

    Of an emergency: ``first``, its first proposal; ``demand``, the first checked plan of the whole hospital that knows
    of it; ``full``, the solver's. ``slip`` and ``closure``: from a later discharge and from a closed bed to the first
    checked plan that knows of it. ``plan`` is one more plan of the hospital at the end, with its cost and the greedy
    one's.
    """

    beds: int
    first: tuple[float, ...]
    demand: tuple[float, ...]
    slip: tuple[float, ...]
    closure: tuple[float, ...]
    full: tuple[float, ...]
    plan: PlanResult


class Working(Protocol):
    """A planner at work on the house, here or in a process of its own."""

    def start(self) -> None:
        """Begin to plan; returns at once."""

    def stop(self) -> None:
        """Stop planning; returns when nothing runs any more."""


def measure(house: House, planner: Working, rounds: int) -> Figures:
    """Let ``rounds`` of events come one after the other. Changes the hospital: give it one to throw away.

    Raises:
        TimeoutError: a plan did not come in two minutes.
    """
    with house.reader() as reader:
        beds = reader.beds()
    own = sorted({each.ward.specialty for each in beds if each.ward.in_pool})
    plans = _Plans(house)
    planner.start()
    try:
        plans.wait(_is_searched)
        times = [_round(house, plans, number, own[number % len(own)]) for number in range(rounds)]
    finally:
        planner.stop()
        plans.close()
    first, demand, full, slip, closure = zip(*times, strict=True)
    return Figures(
        beds=len(beds), first=first, demand=demand, slip=slip, closure=closure, full=full, plan=plan_once(house)
    )


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which that share of the values lies, the nearest one that occurred."""
    return sorted(values)[max(-(-len(values) * percent // 100) - 1, 0)]


class _Plans:
    """Hears of plans as a board would, and when."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._heard: SimpleQueue[tuple[float, int]] = SimpleQueue()
        self._unsubscribe = house.subscribe(lambda sequence: self._heard.put((time.perf_counter(), sequence)))
        self._sequence = self.now()

    def now(self) -> int:
        """The newest journal row."""
        with self._house.reader() as reader:
            return reader.sequence()

    def wait(self, wanted: Callable[[PlanRecord, Sequence[Proposal]], bool]) -> float:
        """When the first plan of that sort was heard of."""
        while True:
            try:
                at, newest = self._heard.get(timeout=PATIENCE)
            except Empty as error:
                raise TimeoutError from error
            rows = self._house.journal_since(self._sequence)
            events = [row.event for row in rows if row.sequence <= newest]
            self._sequence = max(self._sequence, newest)
            if any(isinstance(event, PlanProposed) and wanted(event.plan, event.proposals) for event in events):
                return at

    def close(self) -> None:
        """Hear no more."""
        self._unsubscribe()


def _round(house: House, plans: _Plans, number: int, specialty: str) -> tuple[float, float, float, float, float]:
    """All figures of one round; an emergency comes when the solver has nothing to do, the others while it searches."""
    emergency = _emergency(house, plans, number, specialty)
    slip, closure = _slip(house, plans), _closure(house, plans)
    plans.wait(_is_searched)
    return (*emergency, slip, closure)


def _is_searched(plan: PlanRecord, _proposals: Sequence[Proposal]) -> bool:
    return plan.method not in {FIRST, REPAIRED}


def _emergency(house: House, plans: _Plans, number: int, specialty: str) -> tuple[float, float, float]:
    """Milliseconds to the first proposal, the first checked plan and the solver's plan of one emergency."""
    born, mrn = date(1960, 1, 1), f"bench-{number}"
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
    begun = time.perf_counter()
    demand = house.execute(request, PLANNER).made
    known = plans.now()
    first = plans.wait(lambda _plan, proposals: any(each.demand_id == demand for each in proposals))
    checked = plans.wait(lambda plan, _proposals: plan.method != FIRST and plan.sequence >= known)
    full = plans.wait(_is_searched)
    return (first - begun) * 1000, (checked - begun) * 1000, (full - begun) * 1000


def _slip(house: House, plans: _Plans) -> float:
    """Milliseconds to the first checked plan after the next patient to leave stays six hours longer."""
    with house.reader() as reader:
        leaving = [(each.encounter.expected_discharge, each.bed.id) for each in reader.beds() if each.encounter]
        expected, bed_id = min(each for each in leaving if each[0] > reader.now)
    command = ExpectDischarge(bed_id=bed_id, expected=expected + timedelta(hours=6), certainty=Certainty.PREDICTED)
    return _checked(house, plans, command)


def _closure(house: House, plans: _Plans) -> float:
    """Milliseconds to the first checked plan after a bed that is free and offered to somebody is closed."""
    with house.reader() as reader:
        offered = [reader.bed(each.bed_id) for each in reader.proposals()]
        bed_id = next(each.bed.id for each in (*offered, *reader.beds()) if each.actual is None and not each.claims)
    return _checked(house, plans, BlockBed(bed_id=bed_id, reason="bench"))


def _checked(house: House, plans: _Plans, command: object) -> float:
    begun = time.perf_counter()
    house.execute(command, PLANNER)
    known = plans.now()
    return (plans.wait(lambda plan, _proposals: plan.method != FIRST and plan.sequence >= known) - begun) * 1000
