"""The day's list: everybody's operation by session, how far each has come, what is missing, and who is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.day_surgery import DayCase, list_group, list_rank
from bedcentre.domain.intervals import TheatreBooking
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Actor, Patient
from bedcentre.domain.requests import Demand
from bedcentre.domain.theatres import TheatreSession
from bedcentre.domain.vocabulary import CaseState, DemandState, Role
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.day_surgery.late import why_late
from bedcentre.usecases.day_surgery.row import Check, Row
from bedcentre.usecases.ports import Reader

DAY = timedelta(days=1)
LEFT_OVER = timedelta(days=7)
"""How far back a list is looked through for whom nobody has said anything of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionList:
    """A session's patients in order. ``usual`` is the order that the rule asks for, if it is another."""

    session: TheatreSession | None
    surgeons: str
    rows: tuple[Row, ...]
    usual: tuple[int, ...] = ()

    @property
    def order(self) -> tuple[int, ...]:
        """The demands whose place can be changed, as they stand."""
        return tuple(each.demand.id for each in self.rows if each.in_list)

    def swapped(self, demand_id: int, step: int) -> tuple[int, ...]:
        """The order with somebody one place earlier (``step`` -1) or later (1); empty if there is no such place."""
        order = list(self.order)
        place = order.index(demand_id)
        if not 0 <= place + step < len(order):
            return ()
        order[place], order[place + step] = order[place + step], order[place]
        return tuple(order)


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """Everything on the list. ``earlier``: who is left over from earlier days, if today is looked at."""

    day: date
    today: date
    now: datetime
    lists: tuple[SessionList, ...]
    earlier: tuple[Row, ...]
    waiting: int

    @property
    def before(self) -> date:
        """The day before."""
        return self.day - DAY

    @property
    def after(self) -> date:
        """The day after."""
        return self.day + DAY

    @property
    def rows(self) -> list[Row]:
        """Everybody's row, with what is left over."""
        return [*self.earlier, *(row for each in self.lists for row in each.rows)]

    @property
    def counts(self) -> dict[CaseState, int]:
        """How many stand where; states that nobody is in are left out."""
        states = [row.case.state for row in self.rows]
        return {state: states.count(state) for state in CaseState if state in states}

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(row.late is not None for row in self.rows)


def sheet(reader: Reader, actor: Actor, day: date) -> DaySheet:
    """The list of a local day as the actor may see it: nurses their own centre's, surgeons their own patients."""
    rows = _Rows(reader, actor)
    start, end = _midnight(reader, day), _midnight(reader, day + DAY)
    found = rows.between(start, end)
    now_on = today(reader)
    earlier = [row for row in rows.between(start - LEFT_OVER, start) if _unsettled(row)] if day == now_on else []
    waiting = [each for each in reader.open_demands() if each.procedure and each.state is DemandState.WAITING]
    return DaySheet(
        day=day,
        today=now_on,
        now=reader.now,
        lists=tuple(_lists(reader, found)),
        earlier=tuple(earlier),
        waiting=sum(actor.surgeon in {None, each.surgeon} for each in waiting),
    )


def _lists(reader: Reader, rows: Iterable[Row]) -> Iterator[SessionList]:
    by_session: defaultdict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        by_session[row.case.session_id].append(row)
    known = [(reader.session(each) if each is not None else None, found) for each, found in by_session.items()]
    for session, found in sorted(known, key=lambda each: (each[1][0].at, each[1][0].case.theatre)):
        surgeons = sorted({reader.surgeon(row.case.surgeon).name for row in found if row.case.surgeon})
        listed = SessionList(session=session, surgeons="、".join(surgeons), rows=tuple(found))
        usual = _usual(found)
        yield replace(listed, usual=usual if usual != listed.order and session is not None else ())


def _usual(rows: Sequence[Row]) -> tuple[int, ...]:
    listed = sorted(
        (row for row in rows if row.in_list), key=lambda row: list_rank(row.group, row.patient.birth_date, row.at)
    )
    return tuple(row.demand.id for row in listed)


def _unsettled(row: Row) -> bool:
    """Nobody has said how the day went, or the patient is still here."""
    return row.case.state is CaseState.BOOKED or row.case.is_here


class _Rows:
    """Everybody's row, read together."""

    def __init__(self, reader: Reader, actor: Actor) -> None:
        self._reader = reader
        self._actor = actor
        bays = reader.day_bays()
        self._promised = {claim.interval.demand_id: bay for bay in bays for claim in bay.claims}
        self._lying = {bay.encounter.id: bay for bay in bays if bay.encounter is not None}
        here = reader.day_cases_here()
        self._in_use = {each.theatre for each in here if each.state is CaseState.IN_THEATRE}

    def between(self, start: datetime, end: datetime) -> list[Row]:
        """Those whose operation is, or was, planned in [start, end), by time."""
        reader = self._reader
        bookings = {each.demand_id: each for each in reader.bookings(start, end) if each.start >= start}
        cases = {
            **{each.demand_id: each for each in reader.day_cases(start, end)},
            **reader.day_cases_of(list(bookings)),
        }
        demands = reader.demands(bookings.keys() | cases.keys())
        mine = {key: each for key, each in demands.items() if self._may_see(each, cases.get(key))}
        patients = reader.patients({each.patient_id for each in mine.values()})
        checks: defaultdict[int | None, list[Milestone]] = defaultdict(list)
        for milestone in reader.day_checks(mine.keys()):
            checks[milestone.demand_id].append(milestone)
        rows = [
            self._row(each, patients[each.patient_id], bookings.get(key), cases.get(key), checks[key])
            for key, each in mine.items()
        ]
        return sorted(rows, key=lambda row: (row.at, row.demand.id))

    def _may_see(self, demand: Demand, case: DayCase | None) -> bool:
        if self._actor.role is Role.SURGEON:
            return demand.surgeon == self._actor.surgeon
        bay = self._bay(demand, case)
        return self._actor.role is not Role.NURSE or bay is None or bay.ward.id in self._actor.ward_ids

    def _bay(self, demand: Demand, case: DayCase | None) -> BedSituation | None:
        lying = self._lying.get(case.encounter_id or 0) if case is not None else None
        return lying or self._promised.get(demand.id)

    def _row(
        self,
        demand: Demand,
        patient: Patient,
        booking: TheatreBooking | None,
        case: DayCase | None,
        checks: Sequence[Milestone],
    ) -> Row:
        reader = self._reader
        procedure = reader.procedure(demand.procedure or "")
        known = case or _booked(reader, demand, booking)
        waits = known.state is CaseState.ARRIVED
        overnight = reader.demand(known.became_id) if known.became_id is not None else None
        promised = reader.claims_of(overnight.id) if overnight is not None else ()
        day = (booking.start if booking else known.planned_at).astimezone(reader.zone).date()
        row = Row(
            demand=demand,
            patient=patient,
            age=patient.age_on(day),
            procedure=procedure,
            case=known,
            at=booking.start if booking else known.planned_at,
            bay=self._bay(demand, case),
            checks=tuple(self._check(each) for each in checks),
            group=list_group(patient, demand.organism, day, reader.policy),
            late=None,
            overnight=overnight,
            overnight_bed=reader.bed(promised[0].bed_id) if promised else None,
            overnight_from=promised[0].start if promised else None,
            behind=booking.theatre if booking and waits and booking.theatre in self._in_use else "",
        )
        return replace(row, late=why_late(reader, row))

    def _check(self, milestone: Milestone) -> Check:
        role = self._actor.role
        return Check(
            milestone=milestone,
            mine=role is Role.COORDINATOR or role is milestone.owner,
            late=milestone.is_late(self._reader.now),
        )


def _booked(reader: Reader, demand: Demand, booking: TheatreBooking | None) -> DayCase:
    return DayCase(
        demand_id=demand.id,
        state=CaseState.BOOKED,
        planned_at=booking.start if booking else demand.wanted_from,
        theatre=booking.theatre if booking else "",
        surgeon=demand.surgeon or "",
        session_id=booking.session_id if booking else None,
        policy_version=reader.policy_version,
    )


def _midnight(reader: Reader, day: date) -> datetime:
    return datetime.combine(day, time(), reader.zone).astimezone(reader.now.tzinfo)
