"""Which function shows which event."""

from __future__ import annotations

from datetime import datetime
from functools import singledispatch

from sqlalchemy import Connection, insert, update

from bedcentre.domain.events import (
    BedBlocked,
    BedConfirmed,
    BedFound,
    BedUnblocked,
    CleaningFinished,
    CleaningStarted,
    DischargeExpected,
    Event,
    IsolationSaid,
    LeavingUndone,
    PatientAdmitted,
    PatientLeft,
    PatientMoved,
    PatientReturned,
    PatientToLounge,
    touched,
)
from bedcentre.domain.vocabulary import Certainty
from bedcentre.store.tables.people import bed_seen

SEEN = (
    PatientAdmitted,
    PatientMoved,
    PatientLeft,
    LeavingUndone,
    PatientToLounge,
    PatientReturned,
    BedFound,
    CleaningStarted,
    CleaningFinished,
    BedBlocked,
    BedUnblocked,
    BedConfirmed,
    DischargeExpected,
    IsolationSaid,
)
"""Events by which a person says what a bed is; they renew the age of what is known of it."""


@singledispatch
def show(event: object, connection: Connection) -> None:
    """Write what the event changed. An event without a function changes no state: the journal alone has it."""


def project(connection: Connection, event: Event, at: datetime) -> None:
    """Write what the event changed, and when its beds were last looked at."""
    show(event, connection)
    predicted = isinstance(event, DischargeExpected) and event.certainty is Certainty.PREDICTED
    if isinstance(event, SEEN) and not predicted:
        for bed_id in touched(event)[0]:
            _seen(connection, bed_id, at)


def _seen(connection: Connection, bed_id: int, at: datetime) -> None:
    known = connection.execute(update(bed_seen).where(bed_seen.c.bed_id == bed_id).values(said_at=at))
    if known.rowcount == 0:
        connection.execute(insert(bed_seen), {"bed_id": bed_id, "said_at": at})
