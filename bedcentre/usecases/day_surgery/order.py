"""The order of a session's list: who is operated first; the times, bays and checks follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.day_surgery import QUARTER, DayCase, following, list_group, list_rank
from bedcentre.domain.errors import RefusedError, TakenError
from bedcentre.domain.events import DischargeExpected
from bedcentre.domain.intervals import Span, TheatreBooking
from bedcentre.domain.messages import Message
from bedcentre.domain.requests import Demand
from bedcentre.domain.suitability import Candidate
from bedcentre.domain.theatres import Procedure
from bedcentre.domain.vocabulary import CaseState, Certainty, Feature
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.commands import handles, require_part
from bedcentre.usecases.day_surgery.cases import change
from bedcentre.usecases.day_surgery.day import ACTING
from bedcentre.usecases.day_surgery.theatre import book_theatre, release_theatre
from bedcentre.usecases.placement import claims_against, release_claims, reserve, rules_against
from bedcentre.usecases.ports import Reader, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderList:
    """Operate those of a session whose operations have not begun in this order; the times follow."""

    session_id: int
    demand_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Somebody on a session's list whose operation has not begun. ``case`` is None until they arrive."""

    demand: Demand
    booking: TheatreBooking
    procedure: Procedure
    case: DayCase | None

    @property
    def lasting(self) -> timedelta:
        """The time in the theatre."""
        return timedelta(minutes=self.procedure.theatre_minutes)

    @property
    def preparation(self) -> timedelta:
        """How long before the operation the patient is to be there."""
        return timedelta(minutes=self.procedure.preparation_minutes)


@handles(OrderList, *ACTING)
def order_list(uow: UnitOfWork, command: OrderList) -> None:
    """Give the operations their new times; the database still keeps theatres and bays from overlapping.

    Raises:
        NotPermittedError: a patient is somebody else's.
        NotFoundError: there is no such session.
        RefusedError: the list has changed meanwhile, a patient could not be here in time, the session is over before,
            or no bay is free then.
        TakenError: the surgeon or the theatre is busy then.
    """
    known = {each.demand.id: each for each in listed(uow, command.session_id)}
    if sorted(known) != sorted(command.demand_ids):
        raise RefusedError(Message("refusal.list_changed"))
    for each in known.values():
        require_part(uow.actor, each.demand, uow)
    moved = _moved(uow, list(known.values()), [known[demand_id] for demand_id in command.demand_ids])
    for each, start in moved:
        _refuse_too_soon(uow, each, start)
    bays = [_bay_of(uow, each) for each, _ in moved]
    for each, _ in moved:
        release_theatre(uow, each.demand.id)
        release_claims(uow, each.demand, "moved")
    for (each, start), bay in zip(moved, bays, strict=True):
        book_theatre(uow, each.demand, command.session_id, start)
        _follow(uow, each, start, bay)


def listed(reader: Reader, session_id: int) -> list[Listed]:
    """Those of a session whose operation has not begun, as they are booked."""
    session = reader.session(session_id)
    booked = [each for each in reader.bookings(session.start, session.end) if each.session_id == session_id]
    cases = reader.day_cases_of([each.demand_id for each in booked])
    found = []
    for booking in booked:
        demand, case = reader.demand(booking.demand_id), cases.get(booking.demand_id)
        if case is None or case.state is CaseState.ARRIVED:
            procedure = reader.procedure(demand.procedure or "")
            found.append(Listed(demand=demand, booking=booking, procedure=procedure, case=case))
    return found


def recommended(reader: Reader, waiting: Sequence[Listed]) -> tuple[int, ...]:
    """The demands in the order that the rule of the list asks for."""
    patients = reader.patients([each.demand.patient_id for each in waiting])
    day = today(reader)

    def rank(each: Listed) -> tuple[int, int, datetime]:
        patient = patients[each.demand.patient_id]
        group = list_group(patient, each.demand.organism, day, reader.policy)
        return list_rank(group, patient.birth_date, each.booking.start)

    return tuple(each.demand.id for each in sorted(waiting, key=rank))


def _moved(uow: UnitOfWork, before: Sequence[Listed], ordered: Sequence[Listed]) -> list[tuple[Listed, datetime]]:
    """Those between the first and the last who changed places, following each other; all others keep their times.

    Time that has passed is not given to anybody.
    """
    differing = [place for place, each in enumerate(ordered) if each is not before[place]]
    if not differing:
        return []
    block = ordered[differing[0] : differing[-1] + 1]
    first = before[differing[0]].booking.start
    if first < uow.now:
        first += -(-(uow.now - first) // QUARTER) * QUARTER
    starts = following(first, (each.lasting for each in block))
    return [(each, start) for each, start in zip(block, starts, strict=True) if each.booking.start != start]


def _refuse_too_soon(uow: UnitOfWork, each: Listed, start: datetime) -> None:
    """Who is still at home cannot be here before they could be told."""
    if each.case is None and start < each.booking.start and start - each.preparation < uow.now:
        raise RefusedError(Message("refusal.list_too_soon", {"start": start, "arrival": start - each.preparation}))


def _bay_of(uow: UnitOfWork, each: Listed) -> BedSituation | None:
    """The bay promised to who has not come yet, or the one where they lie."""
    if each.case is not None and each.case.encounter_id is not None:
        return uow.bed_of(each.case.encounter_id)
    return next((uow.bed(claim.bed_id) for claim in uow.claims_of(each.demand.id)), None)


def _follow(uow: UnitOfWork, each: Listed, start: datetime, bay: BedSituation | None) -> None:
    """Let the bay be theirs as long as the operation's new time asks for."""
    if each.case is None:
        arrival = start - each.preparation
        reserve(uow, each.demand, _free_bay(uow, each.demand, arrival, bay), arrival)
    elif bay is not None and each.case.encounter_id is not None:
        end = start + each.lasting + timedelta(minutes=each.procedure.recovery_minutes)
        taken = claims_against(uow, bay, each.demand.id, Span(uow.now, end))
        if taken:
            raise TakenError(*taken)
        change(uow, replace(each.case, planned_at=start))
        said = DischargeExpected(
            encounter_id=each.case.encounter_id, bed_id=bay.bed.id, expected=end, certainty=Certainty.PREDICTED
        )
        uow.record(said)


def _free_bay(uow: UnitOfWork, demand: Demand, arrival: datetime, before: BedSituation | None) -> BedSituation:
    """The bay of before if it is free at the new time, else another of the same ward."""
    span = Span(arrival, arrival + demand.stay)
    candidate = Candidate.of_demand(demand, uow.patient(demand.patient_id))
    ward_ids = None if before is None else {before.ward.id}
    bays = [each for each in uow.beds(ward_ids=ward_ids) if Feature.DAY_BAY in each.bed.features]
    bays.sort(key=lambda each: before is not None and each.bed.id != before.bed.id)
    for situation in bays:
        free_from = situation.expected_free(uow.now, uow.policy.turnaround)
        against = claims_against(uow, situation, demand.id, span) or rules_against(uow, candidate, situation, span)
        if free_from <= arrival and not against:
            return situation
    raise RefusedError(Message("refusal.list_no_bay", {"start": arrival, "end": span.end}))
