"""Patients entering, changing and leaving beds."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, update

from bedcentre.domain.events import (
    DischargeExpected,
    IsolationSaid,
    LeavingUndone,
    PatientAdmitted,
    PatientLeft,
    PatientMoved,
    PatientRegistered,
)
from bedcentre.domain.vocabulary import DemandState
from bedcentre.store.projection.beds import begin, end
from bedcentre.store.projection.dispatch import show
from bedcentre.store.projection.referrals import received
from bedcentre.store.projection.requests import set_state
from bedcentre.store.tables.people import ENCOUNTERS, PATIENTS, actual_interval, encounter, patient
from bedcentre.store.tables.requests import demand


@show.register
def patient_registered(event: PatientRegistered, connection: Connection) -> None:
    """A person is known."""
    connection.execute(insert(patient), PATIENTS.values(event.patient))


@show.register
def patient_admitted(event: PatientAdmitted, connection: Connection) -> None:
    """The encounter begins and lies in its bed; its demand is met."""
    connection.execute(insert(encounter), ENCOUNTERS.values(event.encounter))
    begin(connection, event.stay)
    if event.demand_id is not None:
        set_state(connection, event.demand_id, DemandState.PLACED)
        received(connection, event.demand_id, event.encounter)


@show.register
def patient_moved(event: PatientMoved, connection: Connection) -> None:
    """The old bed waits for cleaning, the new one is occupied; its demand, if any, is met."""
    values = ENCOUNTERS.values(event.encounter)
    connection.execute(update(encounter).where(encounter.c.id == event.encounter.id).values(values))
    end(connection, event.left_stay_id, event.vacated.start)
    begin(connection, event.vacated)
    begin(connection, event.stay)
    if event.demand_id is not None:
        set_state(connection, event.demand_id, DemandState.PLACED)


@show.register
def patient_left(event: PatientLeft, connection: Connection) -> None:
    """The encounter is over, the bed waits for cleaning."""
    end(connection, event.stay_id, event.vacated.start)
    begin(connection, event.vacated)
    left = update(encounter).where(encounter.c.id == event.encounter_id).values(left_at=event.vacated.start)
    connection.execute(left)


@show.register
def leaving_undone(event: LeavingUndone, connection: Connection) -> None:
    """The bed was never empty."""
    connection.execute(delete(actual_interval).where(actual_interval.c.id == event.vacated_id))
    end(connection, event.stay_id, None)
    back = update(encounter).where(encounter.c.id == event.encounter_id).values(left_at=None, lounge_since=None)
    connection.execute(back)


@show.register
def discharge_expected(event: DischargeExpected, connection: Connection) -> None:
    """The encounter is expected to end then."""
    connection.execute(
        update(encounter)
        .where(encounter.c.id == event.encounter_id)
        .values(expected_discharge=event.expected, certainty=event.certainty)
    )


@show.register
def isolation_said(event: IsolationSaid, connection: Connection) -> None:
    """The encounter, and the bed that is asked for it, are isolated for that."""
    found = update(encounter).where(encounter.c.id == event.encounter_id).values(organism=event.organism)
    connection.execute(found)
    if event.demand_id is not None:
        connection.execute(update(demand).where(demand.c.id == event.demand_id).values(organism=event.organism))
