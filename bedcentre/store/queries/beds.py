"""Beds as they are now: open actual interval, who lies there, unexpired claims, age of what is known."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from bedcentre.domain.beds import BedSituation, Claim
from bedcentre.domain.intervals import ActualInterval
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.vocabulary import ActualKind
from bedcentre.store.reference import Reference
from bedcentre.store.tables.people import ACTUAL, ENCOUNTERS, PATIENTS, actual_interval, bed_seen, encounter, patient
from bedcentre.store.tables.requests import DEMANDS, PLANNED, demand, planned_interval

LYING = (
    select(*ACTUAL.columns, *ENCOUNTERS.columns, *PATIENTS.columns)
    .select_from(
        actual_interval.outerjoin(
            encounter,
            and_(actual_interval.c.kind == ActualKind.OCCUPIED, actual_interval.c.encounter_id == encounter.c.id),
        ).outerjoin(patient, encounter.c.patient_id == patient.c.id)
    )
    .where(actual_interval.c.end.is_(None))
)
ENCOUNTER_AT = len(ACTUAL.columns)
LYING_PATIENT_AT = ENCOUNTER_AT + len(ENCOUNTERS.columns)

CLAIMS = (
    select(*PLANNED.columns, *DEMANDS.columns, *PATIENTS.columns)
    .select_from(
        planned_interval.outerjoin(demand, planned_interval.c.demand_id == demand.c.id).outerjoin(
            patient, demand.c.patient_id == patient.c.id
        )
    )
    .order_by(planned_interval.c.start)
)
DEMAND_AT = len(PLANNED.columns)
CLAIMING_PATIENT_AT = DEMAND_AT + len(DEMANDS.columns)


def situations(
    connection: Connection, known: Reference, now: datetime, bed_ids: Collection[int] | None
) -> list[BedSituation]:
    """The beds of ``bed_ids`` (None: all) in board order; ids that name no bed are left out."""
    wanted = [bed for bed in known.beds.values() if bed_ids is None or bed.id in bed_ids]
    lying = _lying(connection, bed_ids)
    claims = _claims(connection, now, bed_ids)
    seen = select(bed_seen.c.bed_id, bed_seen.c.said_at).where(*_within(bed_seen.c.bed_id, bed_ids))
    said_at = {row.bed_id: row.said_at for row in connection.execute(seen)}
    nobody = (None, None, None)
    result = []
    for bed in wanted:
        actual, who, person = lying.get(bed.id, nobody)
        result.append(
            BedSituation(
                bed=bed,
                room=known.rooms[bed.room_id],
                ward=known.wards[bed.ward_id],
                said_at=said_at[bed.id],
                actual=actual,
                encounter=who,
                patient=person,
                claims=tuple(claims.get(bed.id, ())),
            )
        )
    return result


def bed_id_of(connection: Connection, encounter_id: int) -> int | None:
    """The bed in which an encounter lies now."""
    return connection.scalar(
        select(actual_interval.c.bed_id).where(
            actual_interval.c.encounter_id == encounter_id,
            actual_interval.c.kind == ActualKind.OCCUPIED,
            actual_interval.c.end.is_(None),
        )
    )


def stays_of(connection: Connection, encounter_id: int) -> list[ActualInterval]:
    """The intervals in which an encounter lay in a bed, oldest first."""
    found = select(*ACTUAL.columns).where(
        actual_interval.c.encounter_id == encounter_id, actual_interval.c.kind == ActualKind.OCCUPIED
    )
    return ACTUAL.things(connection.execute(found.order_by(actual_interval.c.start, actual_interval.c.id)).all())


def _within(column: ColumnElement[int], bed_ids: Collection[int] | None) -> list[ColumnElement[bool]]:
    return [] if bed_ids is None else [column.in_(bed_ids)]


def _lying(
    connection: Connection, bed_ids: Collection[int] | None
) -> dict[int, tuple[ActualInterval, Encounter | None, Patient | None]]:
    lying = {}
    for row in connection.execute(LYING.where(*_within(actual_interval.c.bed_id, bed_ids))):
        actual = ACTUAL.thing(row)
        empty = row[ENCOUNTER_AT] is None
        lying[actual.bed_id] = (
            actual,
            None if empty else ENCOUNTERS.thing(row, ENCOUNTER_AT),
            None if empty else PATIENTS.thing(row, LYING_PATIENT_AT),
        )
    return lying


def _claims(connection: Connection, now: datetime, bed_ids: Collection[int] | None) -> dict[int, list[Claim]]:
    expires = planned_interval.c.expires_at
    standing = CLAIMS.where(or_(expires.is_(None), expires > now), *_within(planned_interval.c.bed_id, bed_ids))
    claims: dict[int, list[Claim]] = {}
    for row in connection.execute(standing):
        interval = PLANNED.thing(row)
        nameless = row[DEMAND_AT] is None
        claim = Claim(
            interval=interval,
            demand=None if nameless else DEMANDS.thing(row, DEMAND_AT),
            patient=None if nameless else PATIENTS.thing(row, CLAIMING_PATIENT_AT),
        )
        claims.setdefault(interval.bed_id, []).append(claim)
    return claims
