"""What the daily reviews decided."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from bedcentre.domain.events import ReviewDecided
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.review import DECISIONS, review_decision


@show.register
def review_decided(event: ReviewDecided, connection: Connection) -> None:
    """One decision more."""
    connection.execute(insert(review_decision), DECISIONS.values(event.decision))
