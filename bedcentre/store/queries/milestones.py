"""What is to be done."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, select

from bedcentre.domain.milestones import Milestone
from bedcentre.domain.vocabulary import Checklist, MilestoneState
from bedcentre.store.tables.milestones import MILESTONES, milestone


def by_id(connection: Connection, milestone_id: int) -> Milestone | None:
    """One milestone."""
    return next(iter(_where(connection, milestone.c.id == milestone_id)), None)


def of_demand(connection: Connection, demand_id: int) -> list[Milestone]:
    """A demand's, in the order of its checklist."""
    return _where(connection, milestone.c.demand_id == demand_id)


def of_encounter(connection: Connection, encounter_id: int) -> list[Milestone]:
    """An encounter's, in the order of its checklist."""
    return _where(connection, milestone.c.encounter_id == encounter_id)


def open_of(connection: Connection, checklist: Checklist) -> list[Milestone]:
    """All open ones of one kind of checklist."""
    return _where(connection, milestone.c.checklist == checklist, milestone.c.state == MilestoneState.OPEN)


def _where(connection: Connection, *conditions: ColumnElement[bool]) -> list[Milestone]:
    found = select(*MILESTONES.columns).where(*conditions).order_by(milestone.c.id)
    return MILESTONES.things(connection.execute(found).all())
