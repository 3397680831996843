"""Day-surgery patients on their day."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert

from bedcentre.domain.events import DayCaseChanged
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.day_surgery import DAY_CASES, day_case


@show.register
def day_case_changed(event: DayCaseChanged, connection: Connection) -> None:
    """What was said last holds."""
    connection.execute(delete(day_case).where(day_case.c.demand_id == event.case.demand_id))
    connection.execute(insert(day_case), DAY_CASES.values(event.case))
