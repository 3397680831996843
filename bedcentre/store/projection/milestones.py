"""What is to be done, and what was."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, update

from bedcentre.domain.events import MilestoneChanged, MilestonesDropped, MilestonesMoved, MilestonesSet
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.milestones import MILESTONES, milestone


@show.register
def milestones_set(event: MilestonesSet, connection: Connection) -> None:
    """They are open."""
    connection.execute(insert(milestone), [MILESTONES.values(each) for each in event.milestones])


@show.register
def milestone_changed(event: MilestoneChanged, connection: Connection) -> None:
    """It stands otherwise now."""
    changed = update(milestone).where(milestone.c.id == event.milestone.id)
    connection.execute(changed.values(MILESTONES.values(event.milestone)))


@show.register
def milestones_moved(event: MilestonesMoved, connection: Connection) -> None:
    """They are due then."""
    for milestone_id, due_at in event.due.items():
        connection.execute(update(milestone).where(milestone.c.id == milestone_id).values(due_at=due_at))


@show.register
def milestones_dropped(event: MilestonesDropped, connection: Connection) -> None:
    """They are gone; the journal knows of them."""
    connection.execute(delete(milestone).where(milestone.c.id.in_(event.milestone_ids)))
