"""Who is about to leave, waits in the lounge, or has left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, FromClause, and_, exists, or_, select

from bedcentre.domain.discharge import Departure
from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Encounter
from bedcentre.domain.vocabulary import ActualKind, Certainty, Checklist, DischargeStep, MilestoneState
from bedcentre.store.tables.milestones import MILESTONES, milestone
from bedcentre.store.tables.people import ENCOUNTERS, actual_interval, encounter

HERE = encounter.c.left_at.is_(None)
BEGUN = exists().where(milestone.c.encounter_id == encounter.c.id, milestone.c.checklist == Checklist.DISCHARGE)


def to_begin(connection: Connection, before: datetime) -> list[Encounter]:
    """Those in a bed whose discharge was said or predicted to be before then, and whose checklist has not begun."""
    near = and_(encounter.c.certainty != Certainty.GUESSED, encounter.c.expected_discharge <= before)
    found = _encounters(connection, HERE, encounter.c.lounge_since.is_(None), near, ~BEGUN)
    return sorted(found, key=lambda each: each.expected_discharge)


def leaving(connection: Connection) -> list[Encounter]:
    """Those still here who are being prepared to leave, in a bed or in the lounge."""
    return _encounters(connection, HERE, or_(encounter.c.lounge_since.is_not(None), BEGUN))


def in_lounge(connection: Connection) -> list[Encounter]:
    """Those who wait in the discharge lounge, longest first."""
    return sorted(
        _encounters(connection, HERE, encounter.c.lounge_since.is_not(None)),
        key=lambda each: each.lounge_since or each.admitted_at,
    )


def encounters(connection: Connection, encounter_ids: Collection[int]) -> list[Encounter]:
    """Several encounters."""
    return _encounters(connection, encounter.c.id.in_(encounter_ids))


def milestones(connection: Connection, encounter_ids: Collection[int]) -> list[Milestone]:
    """The checklists of several encounters, each in its order."""
    rows = select(*MILESTONES.columns).where(milestone.c.encounter_id.in_(encounter_ids)).order_by(milestone.c.id)
    return MILESTONES.things(connection.execute(rows).all())


def last_beds(connection: Connection, encounter_ids: Collection[int]) -> dict[int, int]:
    """The bed in which each encounter lies, or lay last."""
    stays = (
        select(actual_interval.c.encounter_id, actual_interval.c.bed_id)
        .where(actual_interval.c.encounter_id.in_(encounter_ids), actual_interval.c.kind == ActualKind.OCCUPIED)
        .order_by(actual_interval.c.start, actual_interval.c.id)
    )
    return {row.encounter_id: row.bed_id for row in connection.execute(stays)}


def departures(connection: Connection, start: datetime, end: datetime) -> list[Departure]:
    """Those who left in [start, end), in order."""
    settled, called = milestone.alias("settled"), milestone.alias("called")
    rows = (
        select(encounter.c.id, encounter.c.left_at, settled.c.changed_at, called.c.changed_at)
        .outerjoin(settled, _reached(settled, DischargeStep.SETTLEMENT))
        .outerjoin(called, _reached(called, DischargeStep.FOLLOW_UP))
        .where(encounter.c.left_at >= start, encounter.c.left_at < end)
        .order_by(encounter.c.left_at, encounter.c.id)
    )
    return [
        Departure(encounter_id=each, left_at=left, settled_at=settled_at, followed_up_at=followed)
        for each, left, settled_at, followed in connection.execute(rows)
    ]


def _reached(table: FromClause, step: DischargeStep) -> ColumnElement[bool]:
    done = and_(table.c.encounter_id == encounter.c.id, table.c.step == step.value)
    return and_(done, table.c.checklist == Checklist.DISCHARGE, table.c.state == MilestoneState.DONE)


def _encounters(connection: Connection, *conditions: ColumnElement[bool]) -> list[Encounter]:
    rows = select(*ENCOUNTERS.columns).where(*conditions).order_by(encounter.c.id)
    return ENCOUNTERS.things(connection.execute(rows).all())
