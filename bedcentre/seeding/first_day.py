"""The day-surgery lists of the start's own day: booked and promised before anybody looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bedcentre.seeding.bays import Bays
from bedcentre.seeding.day_cases import BOOKED_DAYS, CASES_PER_BED, CaseMaker, shares_of
from bedcentre.seeding.kit import Kit
from bedcentre.seeding.people import People
from bedcentre.seeding.records import Booking, Demand, Session, Theatre
from bedcentre.seeding.rows import ProcedureRow
from bedcentre.seeding.structure import Unit
from bedcentre.seeding.timeline import DAY

FIRST_MRN = 69_000_001
"""These patients are numbered apart, so that everybody else keeps their number."""
BOOKED_SHARE = 0.8
"""Of the cases of such a weekday, the share that the first day's lists are made from (assumption)."""
CHECKED = {"consent": 0.95, "fit_for_anaesthesia": 0.85, "escort_named": 0.5}
"""Share of the cases for which a check was confirmed before (assumption); fasting is asked about on the day."""
LATEX, LATEX_SHARE = "latex_allergy", 0.04
"""The flag of who must not meet latex, and the share of a centre's cases with it, at least one (assumption)."""
CHILD_BELOW = 14
"""Younger patients are operated early, the youngest before the others (the product's default)."""
QUARTER = timedelta(minutes=15)
"""Operations begin on quarters of an hour."""


class FirstDay:
    """Makes the cases, each with its place in a session of the centre's theatres and a bay on the same campus.

    One surgeon works off a list, in the usual order. Who finds no place is left out: they come on another day.
    """

    def __init__(
        self, kit: Kit, teams: dict[str, tuple[str, ...]], theatres: Sequence[Theatre], sessions: Sequence[Session]
    ) -> None:
        self._kit = kit
        self._teams = teams
        self._rng = kit.dice("first day")
        people = People(kit.tables, kit.dice("first day's people"), kit.timeline.date(0), FIRST_MRN)
        self._maker = CaseMaker(kit, people, self._rng)
        self._procedures = {row.code: row for row in kit.tables.procedures}
        campus_of = {building.code: building.campus for building in kit.structure.buildings}
        self._campus_of = {each.code: campus_of[each.building] for each in theatres if each.kind == "day"}
        self._today = [each for each in sessions if each.specialty and each.start < kit.timeline.moment(DAY)]
        self._works: defaultdict[str, list[Session]] = defaultdict(list)
        for session in self._today:
            if session.surgeon is not None:
                self._works[session.surgeon].append(session)

    def build(self, codes: Iterator[str]) -> Iterator[Demand]:
        """The cases whose patients come from the start on."""
        for campus in self._kit.structure.campuses:
            units = [
                unit
                for unit in self._kit.structure.units
                if unit.template.level == "day" and unit.ward.campus == campus.code
            ]
            bays = Bays(units)
            for session, demands in self._lists(campus.code, units):
                for demand in self._laid(session, demands, bays):
                    yield replace(demand, code=next(codes))

    def _lists(self, campus: str, units: Sequence[Unit]) -> Iterator[tuple[Session, list[Demand]]]:
        """Each session's cases in the order in which they are operated."""
        lists: list[tuple[Session, list[Demand]]] = []
        for session, rows in self._drawn(campus, units):
            surgeon = self._surgeon(session)
            if surgeon is not None:
                self._works[surgeon].append(session)
                lists.append((session, [self._case(row, units[0], surgeon) for row in rows]))
        everybody = [demand.patient.mrn for _, demands in lists for demand in demands]
        some = self._rng.permutation(everybody)[: max(1, round(LATEX_SHARE * len(everybody)))].tolist()
        for session, demands in lists:
            flagged = [self._allergic(each) if each.patient.mrn in some else each for each in demands]
            yield session, sorted(flagged, key=self._rank)

    def _drawn(self, campus: str, units: Sequence[Unit]) -> Iterator[tuple[Session, list[ProcedureRow]]]:
        """The procedures of each session, as often as they are done, each put where most time is left."""
        sessions = [each for each in self._today if self._campus_of.get(each.theatre) == campus]
        left = [session.end - max(session.start, self._kit.timeline.start) for session in sessions]
        rows: list[list[ProcedureRow]] = [[] for _ in sessions]
        specialties = {session.specialty for session in sessions}
        done = [row for row in self._kit.tables.procedures if row.specialty in specialties]
        count = self._count(units) if done else 0
        for number in self._rng.choice(len(done), size=count, p=shares_of(done)) if count else ():
            row = done[number]
            place = max(
                (each for each, it in enumerate(sessions) if it.specialty == row.specialty), key=left.__getitem__
            )
            if left[place] >= _in_theatre(row):
                left[place] -= _in_theatre(row)
                rows[place].append(row)
        yield from zip(sessions, rows, strict=True)

    def _count(self, units: Sequence[Unit]) -> int:
        timeline = self._kit.timeline
        factor: float = timeline.factors("day_surgery")[timeline.back].item()
        return round(BOOKED_SHARE * CASES_PER_BED * sum(len(unit.beds) for unit in units) * factor)

    def _surgeon(self, session: Session) -> str | None:
        """Whose list it is: the session's surgeon, or one of the specialty who has no other list then."""
        team = (session.surgeon,) if session.surgeon else self._teams[session.specialty or ""]
        free = [each for each in team if all(other is session or _apart(session, other) for other in self._works[each])]
        return free[self._rng.integers(len(free))] if free else None

    def _case(self, row: ProcedureRow, unit: Unit, surgeon: str) -> Demand:
        return self._maker.case(row, unit.template, 0, -int(self._rng.integers(*BOOKED_DAYS)), (surgeon,))

    def _allergic(self, demand: Demand) -> Demand:
        return replace(demand, patient=replace(demand.patient, flags=demand.patient.flags | {LATEX}))

    def _rank(self, demand: Demand) -> tuple[bool, int, int]:
        """Latex allergy first, then children, then who has to recover longest."""
        born, today = demand.patient.birth_date, self._kit.timeline.date(0)
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        recovery = self._procedures[demand.procedure or ""].recovery_minutes
        return LATEX not in demand.patient.flags, -born.toordinal() if age < CHILD_BELOW else 0, -recovery

    def _laid(self, session: Session, demands: Sequence[Demand], bays: Bays) -> Iterator[Demand]:
        """One operation after another, the first as soon as its patient can be there."""
        free_from = session.start
        for demand in demands:
            row = self._procedures[demand.procedure or ""]
            preparation = timedelta(minutes=row.preparation_minutes)
            start = _quarter(max(free_from, self._kit.timeline.start + preparation))
            if start + timedelta(minutes=row.theatre_minutes) > session.end:
                continue
            bay = bays.take(demand, start - preparation)
            if bay is not None:
                passed = frozenset(check for check, share in CHECKED.items() if self._rng.random() < share)
                yield replace(demand, booking=Booking(bay=bay, theatre=session.theatre, start=start, passed=passed))
                free_from = start + _in_theatre(row)


def _in_theatre(row: ProcedureRow) -> timedelta:
    """From the beginning of an operation to that of the next."""
    return -(-timedelta(minutes=row.theatre_minutes) // QUARTER) * QUARTER


def _quarter(moment: datetime) -> datetime:
    """The next quarter of an hour."""
    whole = moment.replace(minute=0, second=0, microsecond=0)
    return whole - (whole - moment) // QUARTER * QUARTER


def _apart(one: Session, other: Session) -> bool:
    return one.end <= other.start or other.end <= one.start
