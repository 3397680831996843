"""The emergency department's ambulances, patients and long waits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, or_, select

from bedcentre.domain.emergency import Ambulance, EmergencyCare
from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import (
    AmbulanceState,
    Checklist,
    DemandKind,
    DemandState,
    Deposit,
    MilestoneState,
    PlannedKind,
)
from bedcentre.store.queries.requests import OPEN_DEMANDS
from bedcentre.store.tables.emergency import AMBULANCES, CARES, ambulance, emergency_care
from bedcentre.store.tables.milestones import MILESTONES, milestone
from bedcentre.store.tables.requests import DEMANDS, OPEN, PLANNED, demand, planned_interval


def ambulance_by_id(connection: Connection, ambulance_id: int) -> Ambulance | None:
    """One ambulance."""
    return next(iter(_ambulances(connection, ambulance.c.id == ambulance_id)), None)


def ambulances_coming(connection: Connection) -> list[Ambulance]:
    """Those on their way."""
    return _ambulances(connection, ambulance.c.state == AmbulanceState.COMING)


def ambulances_since(connection: Connection, since: datetime) -> list[Ambulance]:
    """Those that came, lapsed or were called off after ``since``."""
    return _ambulances(connection, ambulance.c.state != AmbulanceState.COMING, ambulance.c.changed_at > since)


def care(connection: Connection, demand_ids: Collection[int]) -> dict[int, EmergencyCare]:
    """What is known of some demands, by their id."""
    found = select(*CARES.columns).where(emergency_care.c.demand_id.in_(demand_ids))
    return {each.demand_id: each for each in CARES.things(connection.execute(found).all())}


def hold(connection: Connection, interval_id: int) -> PlannedInterval | None:
    """A hold that still stands."""
    found = select(*PLANNED.columns).where(
        planned_interval.c.id == interval_id, planned_interval.c.kind == PlannedKind.HOLD
    )
    row = connection.execute(found).one_or_none()
    return None if row is None else PLANNED.thing(row)


def open_emergencies(connection: Connection) -> list[Demand]:
    """Emergency patients who wait for a bed or are promised one, longest known first."""
    found = OPEN_DEMANDS.where(demand.c.kind == DemandKind.EMERGENCY)
    return DEMANDS.things(connection.execute(found).all())


def escalations(connection: Connection) -> list[Milestone]:
    """Every escalation of a demand that is open, and the unanswered ones of others."""
    found = (
        select(*MILESTONES.columns)
        .join(demand, demand.c.id == milestone.c.demand_id)
        .where(
            milestone.c.checklist == Checklist.ESCALATION,
            or_(milestone.c.state == MilestoneState.OPEN, demand.c.state.in_(OPEN)),
        )
    )
    return MILESTONES.things(connection.execute(found.order_by(milestone.c.id)).all())


def deposits(connection: Connection, since: datetime) -> tuple[int, int]:
    """Emergency patients raised after ``since`` who got a bed: how many, and how many of them paid a deposit."""
    found = (
        select(func.count(demand.c.id), func.count(emergency_care.c.demand_id))
        .outerjoin(
            emergency_care,
            (emergency_care.c.demand_id == demand.c.id) & (emergency_care.c.deposit == Deposit.PAID),
        )
        .where(
            demand.c.kind == DemandKind.EMERGENCY,
            demand.c.state == DemandState.PLACED,
            demand.c.raised_at > since,
        )
    )
    placed, paid = connection.execute(found).one()
    return placed, paid


def _ambulances(connection: Connection, *conditions: ColumnElement[bool]) -> list[Ambulance]:
    found = select(*AMBULANCES.columns).where(*conditions).order_by(ambulance.c.eta, ambulance.c.id)
    return AMBULANCES.things(connection.execute(found).all())
