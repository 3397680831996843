"""Ambulances on their way, and what is known of emergency patients."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, update

from bedcentre.domain.events import AmbulanceAnnounced, AmbulanceChanged, EmergencyCareNoted
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.emergency import AMBULANCES, CARES, ambulance, emergency_care


@show.register
def ambulance_announced(event: AmbulanceAnnounced, connection: Connection) -> None:
    """It is on its way."""
    connection.execute(insert(ambulance), AMBULANCES.values(event.ambulance))


@show.register
def ambulance_changed(event: AmbulanceChanged, connection: Connection) -> None:
    """It stands otherwise now."""
    changed = update(ambulance).where(ambulance.c.id == event.ambulance.id)
    connection.execute(changed.values(AMBULANCES.values(event.ambulance)))


@show.register
def emergency_care_noted(event: EmergencyCareNoted, connection: Connection) -> None:
    """What was said last holds."""
    connection.execute(delete(emergency_care).where(emergency_care.c.demand_id == event.care.demand_id))
    connection.execute(insert(emergency_care), CARES.values(event.care))
