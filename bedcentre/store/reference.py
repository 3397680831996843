"""Wards, rooms, beds and the rest that a seed plants and no command changes: read once per database, then kept."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select

from bedcentre.domain.exams import Exam, ExamDevice
from bedcentre.domain.nursing import Nurse
from bedcentre.domain.places import Bed, Room, Specialty, Ward
from bedcentre.domain.preadmission import PreAdmissionStep
from bedcentre.domain.referrals import Partner
from bedcentre.domain.theatres import Procedure, Surgeon, TheatreSession
from bedcentre.store.tables import nursing, places, preadmission, referrals
from bedcentre.store.tables.base import Rows

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Thing = TypeVar("Thing", bound="DataclassInstance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The hospital's unchanging side, ready for look-up. ``beds`` stand in board order: ward, room, label."""

    wards: dict[int, Ward]
    rooms: dict[int, Room]
    beds: dict[int, Bed]
    bed_ids_by_ward: dict[int, tuple[int, ...]]
    bed_ids_by_room: dict[int, tuple[int, ...]]
    specialties: tuple[Specialty, ...]
    tiers: dict[tuple[str, int], int]
    procedures: dict[str, Procedure]
    surgeons: dict[str, Surgeon]
    sessions: tuple[TheatreSession, ...]
    exams: tuple[Exam, ...]
    exam_devices: tuple[ExamDevice, ...]
    pre_admission_steps: tuple[PreAdmissionStep, ...]
    partners: dict[str, Partner]
    nurses: dict[int, Nurse]


_known: WeakKeyDictionary[Engine, Reference] = WeakKeyDictionary()
_lock = Lock()


def reference(connection: Connection) -> Reference:
    """The reference data of a connection's database; an empty database is read again until it is planted."""
    with _lock:
        known = _known.get(connection.engine)
    if known is not None:
        return known
    loaded = _load(connection)
    if loaded.wards:
        with _lock:
            _known[connection.engine] = loaded
    return loaded


def _load(connection: Connection) -> Reference:
    wards = {ward.id: ward for ward in sorted(_all(connection, places.WARDS), key=lambda ward: ward.order)}
    rooms = {room.id: room for room in _all(connection, places.ROOMS)}
    order = {ward_id: position for position, ward_id in enumerate(wards)}
    beds = sorted(_all(connection, places.BEDS), key=lambda bed: (order[bed.ward_id], bed.room_id, bed.id))
    return Reference(
        wards=wards,
        rooms=rooms,
        beds={bed.id: bed for bed in beds},
        bed_ids_by_ward=_grouped([(bed.ward_id, bed.id) for bed in beds]),
        bed_ids_by_room=_grouped([(bed.room_id, bed.id) for bed in beds]),
        specialties=tuple(sorted(_all(connection, places.SPECIALTIES), key=lambda each: each.code)),
        tiers={(each.specialty, each.ward_id): each.tier for each in _all(connection, places.SISTERS)},
        procedures={
            each.code: each for each in sorted(_all(connection, places.PROCEDURES), key=lambda each: each.code)
        },
        surgeons={each.code: each for each in _all(connection, places.SURGEONS)},
        sessions=tuple(sorted(_all(connection, places.SESSIONS), key=lambda each: (each.start, each.id))),
        exams=tuple(sorted(_all(connection, preadmission.EXAMS), key=lambda each: each.code)),
        exam_devices=tuple(sorted(_all(connection, preadmission.DEVICES), key=lambda each: each.id)),
        pre_admission_steps=_steps(connection),
        partners={
            each.code: each for each in sorted(_all(connection, referrals.PARTNERS), key=lambda each: each.ride_minutes)
        },
        nurses={each.id: each for each in sorted(_all(connection, nursing.NURSES), key=lambda each: each.id)},
    )


def _steps(connection: Connection) -> tuple[PreAdmissionStep, ...]:
    found = select(*preadmission.STEPS.columns).order_by(preadmission.pre_admission_step.c.order)
    return tuple(preadmission.STEPS.things(connection.execute(found).all()))


def _all(connection: Connection, rows: Rows[Thing]) -> list[Thing]:
    return rows.things(connection.execute(select(*rows.columns)).all())


def _grouped(pairs: list[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    groups: dict[int, list[int]] = {}
    for owner, member in pairs:
        groups.setdefault(owner, []).append(member)
    return {owner: tuple(members) for owner, members in groups.items()}
