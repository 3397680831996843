"""What becomes of a day case when its patient is received, leaves, is moved, or wants no operation any more.

Whichever page it was said on: the commands of stays and requests tell this module.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from bedcentre.domain.day_surgery import DayCase
from bedcentre.domain.errors import RefusedError
from bedcentre.domain.events import DayCaseChanged
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import CaseCause, CaseState, Checklist, DemandKind
from bedcentre.usecases.day_surgery.theatre import book_theatre, release_theatre
from bedcentre.usecases.milestones import drop_milestones
from bedcentre.usecases.no_shows import DID_NOT_COME
from bedcentre.usecases.ports import Reader, UnitOfWork

LEFT_BEFORE = "@day_surgery.left_before"
"""Why a case is cancelled whose patient left before the operation, in whatever language it is read."""


def case_of(reader: Reader, demand_id: int) -> DayCase | None:
    """How a demand's day went; None: nothing happened yet."""
    return reader.day_cases_of([demand_id]).get(demand_id)


def change(uow: UnitOfWork, case: DayCase) -> None:
    """Record how the case stands from now on, and under which policy that was said."""
    uow.record(DayCaseChanged(case=replace(case, policy_version=uow.policy_version)))


def after_arrival(uow: UnitOfWork, demand: Demand, encounter_id: int) -> None:
    """Booked → arrived: the patient of a day-surgery demand lies in the bay."""
    if demand.kind is DemandKind.DAY_SURGERY:
        fresh = booked_case(uow, demand)
        change(uow, replace(fresh, state=CaseState.ARRIVED, encounter_id=encounter_id, arrived_at=uow.now))


def after_departure(uow: UnitOfWork, encounter_id: int) -> None:
    """Gone home; who leaves before the operation had none."""
    case = uow.day_case_of(encounter_id)
    if case is None or not case.is_here:
        return
    over = case.state
    if case.began_at is not None:
        over = CaseState.GONE_HOME
    elif case.state is not CaseState.CANCELLED:
        release_theatre(uow, case.demand_id)
        over = CaseState.CANCELLED
        case = replace(case, cause=CaseCause.PATIENT, reason=LEFT_BEFORE)
    change(uow, replace(case, state=over, closed_at=uow.now))
    drop_milestones(uow, "left", demand_id=case.demand_id, checklist=Checklist.DAY_SURGERY)


def undo_day_departure(uow: UnitOfWork, encounter_id: int) -> None:
    """The patient had not left after all; before the operation, its time is theirs again unless it is given away."""
    case = uow.day_case_of(encounter_id)
    if case is None or case.closed_at is None or case.state is CaseState.CONVERTED:
        return
    if case.state is CaseState.CANCELLED and case.reason != LEFT_BEFORE:
        change(uow, replace(case, closed_at=None))
        return
    change(uow, replace(case, state=case.state_by_times, closed_at=None, cause=None, reason=""))
    if case.began_at is None and case.session_id is not None:
        with suppress(RefusedError):
            book_theatre(uow, uow.demand(case.demand_id), case.session_id, case.planned_at)


def after_moving(uow: UnitOfWork, demand_id: int) -> None:
    """A converted patient lies in the bed for the night: the bay is no longer theirs."""
    case = uow.day_case_converted(demand_id)
    if case is not None and case.closed_at is None:
        change(uow, replace(case, closed_at=uow.now))


def after_cancelling(uow: UnitOfWork, demand: Demand, reason: str) -> None:
    """A booked operation is called off; or a converted patient may go home after all, back to where they were."""
    converted = uow.day_case_converted(demand.id)
    if converted is not None and converted.state is CaseState.CONVERTED:
        change(uow, replace(converted, state=converted.state_by_times, became_id=None, reason=""))
    elif demand.kind is DemandKind.DAY_SURGERY and uow.booking_of(demand.id) and case_of(uow, demand.id) is None:
        if reason == DID_NOT_COME:
            end_unarrived(uow, demand, CaseState.NO_SHOW)
        else:
            end_unarrived(uow, demand, CaseState.CANCELLED, CaseCause.OTHER, reason)


def end_unarrived(
    uow: UnitOfWork, demand: Demand, state: CaseState, cause: CaseCause | None = None, reason: str = ""
) -> None:
    """A booked patient will not come, or did not."""
    fresh = booked_case(uow, demand)
    change(uow, replace(fresh, state=state, cause=cause, reason=reason, closed_at=uow.now))


def booked_case(reader: Reader, demand: Demand) -> DayCase:
    """A demand's case before its day."""
    booking = reader.booking_of(demand.id)
    preparation = timedelta(minutes=reader.procedure(demand.procedure or "").preparation_minutes)
    return DayCase(
        demand_id=demand.id,
        state=CaseState.BOOKED,
        planned_at=booking.start if booking else reader.now + preparation,
        theatre=booking.theatre if booking else "",
        surgeon=demand.surgeon or "",
        session_id=booking.session_id if booking else None,
        policy_version=reader.policy_version,
    )
