"""Patients and encounters."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, exists, func, or_, select

from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.special_groups import GroupChange
from bedcentre.store.tables.people import ENCOUNTERS, PATIENTS, encounter, patient
from bedcentre.store.tables.requests import OPEN, demand
from bedcentre.store.tables.special_groups import CHANGES, group_change


def patients(connection: Connection, patient_ids: Collection[int]) -> dict[int, Patient]:
    """Several people by id."""
    found = connection.execute(select(*PATIENTS.columns).where(patient.c.id.in_(patient_ids))).all()
    return {each.id: each for each in PATIENTS.things(found)}


def by_mrn(connection: Connection, mrn: str) -> Patient | None:
    """The person with a medical record number."""
    row = connection.execute(select(*PATIENTS.columns).where(patient.c.mrn == mrn)).one_or_none()
    return None if row is None else PATIENTS.thing(row)


def search(connection: Connection, text: str, limit: int) -> list[Patient]:
    """People in the house or with an open demand whose name, pinyin or number begins with ``text``, by name."""
    begins = [
        func.lower(column).startswith(text.strip().lower(), autoescape=True)
        for column in (patient.c.name, patient.c.pinyin, patient.c.mrn)
    ]
    in_house = exists().where(encounter.c.patient_id == patient.c.id, encounter.c.left_at.is_(None))
    awaited = exists().where(demand.c.patient_id == patient.c.id, demand.c.state.in_(OPEN))
    found = select(*PATIENTS.columns).where(or_(*begins), or_(in_house, awaited))
    return PATIENTS.things(connection.execute(found.order_by(patient.c.name, patient.c.id).limit(limit)).all())


def by_encounter(connection: Connection, encounter_id: int) -> Encounter | None:
    """One encounter."""
    row = connection.execute(select(*ENCOUNTERS.columns).where(encounter.c.id == encounter_id)).one_or_none()
    return None if row is None else ENCOUNTERS.thing(row)


def present_encounter(connection: Connection, patient_id: int) -> int | None:
    """The encounter of a person that is not over."""
    return connection.scalar(
        select(encounter.c.id).where(encounter.c.patient_id == patient_id, encounter.c.left_at.is_(None))
    )


def group_changes(connection: Connection, patient_id: int) -> list[GroupChange]:
    """What was said of a person's special groups, newest first."""
    found = select(*CHANGES.columns).where(group_change.c.patient_id == patient_id)
    return CHANGES.things(connection.execute(found.order_by(group_change.c.id.desc())).all())
