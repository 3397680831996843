"""The bed's own round."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, literal, select, update

from bedcentre.domain.events import BedBlocked, BedFound, BedUnblocked, CleaningFinished, CleaningStarted
from bedcentre.domain.intervals import ActualInterval
from bedcentre.domain.vocabulary import ActualKind
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.borrowing import treatment
from bedcentre.store.tables.people import ACTUAL, actual_interval, encounter


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
    """Put an actual interval into its bed. While a stay lasts the encounter's present specialty treats."""
    connection.execute(insert(actual_interval), ACTUAL.values(interval))
    if interval.kind is ActualKind.OCCUPIED:
        treats = select(literal(interval.id), encounter.c.specialty).where(encounter.c.id == interval.encounter_id)
        connection.execute(insert(treatment).from_select(["stay_id", "specialty"], treats))


def end(connection: Connection, interval_id: int, at: datetime | None) -> None:
    """Set (or, with None, open again) the end of an actual interval."""
    connection.execute(update(actual_interval).where(actual_interval.c.id == interval_id).values(end=at))
