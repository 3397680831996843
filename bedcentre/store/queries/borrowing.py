"""Where people lay under whose treatment, and what was agreed and said about borrowed beds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, or_, select

from bedcentre.domain.borrowing import Correction, GiveBackAgreement, GiveBackRefusal, Lodging, MarkedNight
from bedcentre.store.reference import Reference
from bedcentre.store.tables.borrowing import (
    AGREEMENTS,
    CORRECTIONS,
    MARKS,
    REFUSALS,
    give_back_agreement,
    give_back_refusal,
    marked_night,
    statement_correction,
    treatment,
)
from bedcentre.store.tables.people import actual_interval, encounter

STAYS = (
    select(
        actual_interval.c.bed_id,
        actual_interval.c.encounter_id,
        encounter.c.patient_id,
        treatment.c.specialty,
        actual_interval.c.start,
        actual_interval.c.end,
    )
    .join(treatment, treatment.c.stay_id == actual_interval.c.id)
    .join(encounter, encounter.c.id == actual_interval.c.encounter_id)
    .order_by(actual_interval.c.encounter_id, actual_interval.c.start, actual_interval.c.id)
)


def lodgings(connection: Connection, known: Reference, start: datetime, end: datetime) -> list[Lodging]:
    """Every stay, by encounter and start, of all who were in the house in [start, end)."""
    here = select(encounter.c.id).where(
        encounter.c.admitted_at < end, or_(encounter.c.left_at.is_(None), encounter.c.left_at > start)
    )
    found = connection.execute(STAYS.where(actual_interval.c.encounter_id.in_(here)))
    return [
        Lodging(
            bed_id=bed_id,
            bed_label=known.beds[bed_id].label,
            ward_id=known.beds[bed_id].ward_id,
            floating=known.beds[bed_id].floating,
            encounter_id=encounter_id,
            patient_id=patient_id,
            specialty=specialty,
            start=began,
            end=ended,
        )
        for bed_id, encounter_id, patient_id, specialty, began, ended in found
    ]


def agreements(connection: Connection, encounter_ids: Collection[int]) -> list[GiveBackAgreement]:
    """What was agreed about these encounters' beds."""
    found = select(*AGREEMENTS.columns).where(give_back_agreement.c.encounter_id.in_(encounter_ids))
    return AGREEMENTS.things(connection.execute(found).all())


def refusals(connection: Connection, since: datetime) -> list[GiveBackRefusal]:
    """The ways back that were refused after ``since``."""
    found = select(*REFUSALS.columns).where(give_back_refusal.c.refused_at > since)
    return REFUSALS.things(connection.execute(found).all())


def marks(connection: Connection, first: date, last: date) -> list[MarkedNight]:
    """What was last said of the nights from ``first`` to ``last``."""
    found = select(*MARKS.columns).where(marked_night.c.night.between(first, last))
    return MARKS.things(connection.execute(found).all())


def corrections(connection: Connection, month: date) -> list[Correction]:
    """The signed corrections of a month (its first day), oldest first."""
    found = select(*CORRECTIONS.columns).where(statement_correction.c.month == month)
    return CORRECTIONS.things(connection.execute(found.order_by(statement_correction.c.id)).all())
