"""What the daily reviews decided."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from bedcentre.domain.review import ReviewDecision
from bedcentre.store.tables.review import DECISIONS, review_decision


def decisions(connection: Connection, day: date) -> list[ReviewDecision]:
    """The decisions of the review for a day, oldest first."""
    found = select(*DECISIONS.columns).where(review_decision.c.day == day)
    return DECISIONS.things(connection.execute(found.order_by(review_decision.c.id)).all())
