"""Patients who wait in the discharge lounge."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, update

from bedcentre.domain.events import LeavingLoungeUndone, PatientLeftLounge, PatientReturned, PatientToLounge
from bedcentre.domain.vocabulary import DemandState
from bedcentre.store.projection.beds import begin, end
from bedcentre.store.projection.dispatch import show
from bedcentre.store.projection.requests import set_state
from bedcentre.store.tables.people import ENCOUNTERS, encounter


@show.register
def patient_to_lounge(event: PatientToLounge, connection: Connection) -> None:
    """The bed waits for cleaning, the patient in the lounge."""
    end(connection, event.stay_id, event.vacated.start)
    begin(connection, event.vacated)
    _set(connection, event.encounter_id, lounge_since=event.vacated.start)


@show.register
def patient_left_lounge(event: PatientLeftLounge, connection: Connection) -> None:
    """The encounter is over."""
    _set(connection, event.encounter_id, left_at=event.at)


@show.register
def leaving_lounge_undone(event: LeavingLoungeUndone, connection: Connection) -> None:
    """The patient never left the lounge."""
    _set(connection, event.encounter_id, left_at=None)


@show.register
def patient_returned(event: PatientReturned, connection: Connection) -> None:
    """The patient lies in a bed again; the demand, if any, is met."""
    _set(connection, event.encounter.id, **ENCOUNTERS.values(event.encounter))
    begin(connection, event.stay)
    if event.demand_id is not None:
        set_state(connection, event.demand_id, DemandState.PLACED)


def _set(connection: Connection, encounter_id: int, **values: Any) -> None:  # noqa: ANN401  of any column
    connection.execute(update(encounter).where(encounter.c.id == encounter_id).values(values))
