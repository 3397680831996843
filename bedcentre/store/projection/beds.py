"""The bed's own round."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, update

from bedcentre.domain.events import BedBlocked, BedFound, BedUnblocked, CleaningFinished, CleaningStarted
from bedcentre.domain.intervals import ActualInterval
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.people import ACTUAL, actual_interval


@show.register
def bed_found(event: BedFound, connection: Connection) -> None:
    """The bed waits for cleaning, or is being cleaned."""
    begin(connection, event.found)


@show.register
def cleaning_started(event: CleaningStarted, connection: Connection) -> None:
    """Vacated ends, cleaning begins."""
    end(connection, event.vacated_id, event.cleaning.start)
    begin(connection, event.cleaning)


@show.register
def cleaning_finished(event: CleaningFinished, connection: Connection) -> None:
    """The bed is free."""
    end(connection, event.cleaning_id, event.at)


@show.register
def bed_blocked(event: BedBlocked, connection: Connection) -> None:
    """The bed is out of use."""
    begin(connection, event.block)


@show.register
def bed_unblocked(event: BedUnblocked, connection: Connection) -> None:
    """The bed is free again."""
    end(connection, event.block_id, event.at)


def begin(connection: Connection, interval: ActualInterval) -> None:
    """Put an actual interval into its bed."""
    connection.execute(insert(actual_interval), ACTUAL.values(interval))


def end(connection: Connection, interval_id: int, at: datetime | None) -> None:
    """Set (or, with None, open again) the end of an actual interval."""
    connection.execute(update(actual_interval).where(actual_interval.c.id == interval_id).values(end=at))
