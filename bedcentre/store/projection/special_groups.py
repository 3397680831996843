"""A patient's flags as last said."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from bedcentre.domain.events import GroupChanged
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.people import patient
from bedcentre.store.tables.special_groups import CHANGES, group_change


@show.register
def group_changed(event: GroupChanged, connection: Connection) -> None:
    """The flag is there, or not, and the reason is kept."""
    change = event.change
    connection.execute(insert(group_change), CHANGES.values(change))
    theirs = patient.c.id == change.patient_id
    flags: frozenset[str] = connection.execute(select(patient.c.flags).where(theirs)).scalar_one()
    flag = {change.group.value}
    connection.execute(update(patient).where(theirs).values(flags=flags | flag if change.belongs else flags - flag))
