"""How the days of day-surgery patients went, and the elective operations of a time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from bedcentre.domain.day_surgery import IN_BAY, DayCase, ElectiveOperation
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import CaseState, Checklist, DemandKind, DemandState
from bedcentre.store.tables.day_surgery import DAY_CASES, day_case
from bedcentre.store.tables.milestones import MILESTONES, milestone
from bedcentre.store.tables.people import encounter, patient
from bedcentre.store.tables.places import past_stay, specialty
from bedcentre.store.tables.requests import DEMANDS, demand


def demands(connection: Connection, demand_ids: Collection[int]) -> dict[int, Demand]:
    """Several demands by id."""
    found = select(*DEMANDS.columns).where(demand.c.id.in_(demand_ids))
    return {each.id: each for each in DEMANDS.things(connection.execute(found).all())}


def checks(connection: Connection, demand_ids: Collection[int]) -> list[Milestone]:
    """The checks of some demands, passed or not, each in the order of its checklist."""
    found = select(*MILESTONES.columns).where(
        milestone.c.checklist == Checklist.DAY_SURGERY, milestone.c.demand_id.in_(demand_ids)
    )
    return MILESTONES.things(connection.execute(found.order_by(milestone.c.id)).all())


def cases(connection: Connection, start: datetime, end: datetime) -> list[DayCase]:
    """Those whose operation was planned in [start, end), by time."""
    return _cases(connection, day_case.c.planned_at >= start, day_case.c.planned_at < end)


def cases_of(connection: Connection, demand_ids: Collection[int]) -> dict[int, DayCase]:
    """Those of some demands, by demand."""
    return {each.demand_id: each for each in _cases(connection, day_case.c.demand_id.in_(demand_ids))}


def here(connection: Connection) -> list[DayCase]:
    """Those whose patients are in the centre."""
    return _cases(connection, day_case.c.state.in_(IN_BAY), day_case.c.closed_at.is_(None))


def of_encounter(connection: Connection, encounter_id: int) -> DayCase | None:
    """The one of an encounter."""
    return next(iter(_cases(connection, day_case.c.encounter_id == encounter_id)), None)


def converted_into(connection: Connection, demand_id: int) -> DayCase | None:
    """The one that became this demand for a bed overnight."""
    return next(iter(_cases(connection, day_case.c.became_id == demand_id)), None)


def elective_operations(connection: Connection, start: datetime, end: datetime) -> list[ElectiveOperation]:
    """The planned operations in [start, end), those before the hospital was taken over too, by time.

    An inpatient's counts from the admission: a planned one with a surgeon, or, before the take-over, to a surgical
    specialty.
    """
    found = [*_day_cases(connection, start, end), *_inpatients(connection, start, end), *_past(connection, start, end)]
    return sorted(found, key=lambda each: (each.at, each.mrn))


def _cases(connection: Connection, *conditions: ColumnElement[bool]) -> list[DayCase]:
    found = select(*DAY_CASES.columns).where(*conditions).order_by(day_case.c.planned_at, day_case.c.demand_id)
    return DAY_CASES.things(connection.execute(found).all())


def _day_cases(connection: Connection, start: datetime, end: datetime) -> list[ElectiveOperation]:
    found = (
        select(day_case.c.began_at, patient.c.mrn, demand.c.specialty, demand.c.procedure, day_case.c.state)
        .join(demand, demand.c.id == day_case.c.demand_id)
        .join(patient, patient.c.id == demand.c.patient_id)
        .where(day_case.c.began_at >= start, day_case.c.began_at < end)
    )
    return [
        ElectiveOperation(
            at=at,
            mrn=mrn,
            specialty=code,
            procedure=procedure,
            day_case=state is not CaseState.CONVERTED,
            converted=state is CaseState.CONVERTED,
        )
        for at, mrn, code, procedure, state in connection.execute(found)
    ]


def _inpatients(connection: Connection, start: datetime, end: datetime) -> list[ElectiveOperation]:
    """Each planned operation's demand with the first admission after it was asked for."""
    admitted_at = func.min(encounter.c.admitted_at)
    columns = (patient.c.mrn, demand.c.specialty, demand.c.procedure)
    found = (
        select(admitted_at, *columns)
        .join(patient, patient.c.id == demand.c.patient_id)
        .join(encounter, encounter.c.patient_id == demand.c.patient_id)
        .where(
            demand.c.kind == DemandKind.PLANNED,
            demand.c.state == DemandState.PLACED,
            demand.c.surgeon.is_not(None),
            encounter.c.admitted_at >= demand.c.raised_at,
        )
        .group_by(demand.c.id, *columns)
        .having(admitted_at >= start, admitted_at < end)
    )
    return [
        ElectiveOperation(at=at, mrn=mrn, specialty=code, procedure=procedure, day_case=False)
        for at, mrn, code, procedure in connection.execute(found)
    ]


def _past(connection: Connection, start: datetime, end: datetime) -> list[ElectiveOperation]:
    surgical = select(specialty.c.code).where(specialty.c.surgical)
    day = past_stay.c.kind == DemandKind.DAY_SURGERY.value
    inpatient = (past_stay.c.kind == DemandKind.PLANNED.value) & past_stay.c.specialty.in_(surgical)
    found = select(
        past_stay.c.admitted_at, past_stay.c.mrn, past_stay.c.specialty, past_stay.c.procedure, past_stay.c.kind
    ).where(past_stay.c.admitted_at >= start, past_stay.c.admitted_at < end, day | inpatient)
    return [
        ElectiveOperation(
            at=at,
            mrn=mrn,
            specialty=code,
            procedure=procedure or None,
            day_case=kind == DemandKind.DAY_SURGERY.value,
        )
        for at, mrn, code, procedure, kind in connection.execute(found)
    ]
