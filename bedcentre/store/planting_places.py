"""The part of a seed hospital that no command changes, as rows; codes become ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, insert

from bedcentre.domain.exams import Exam, ExamDevice
from bedcentre.domain.nursing import Nurse
from bedcentre.domain.places import Bed, Room, Sister, Specialty, Ward
from bedcentre.domain.referrals import Partner
from bedcentre.domain.theatres import Procedure, Surgeon, TheatreSession
from bedcentre.domain.vocabulary import BedKind, Destination, Feature, Role, SexPolicy, WardKind
from bedcentre.seeding.records import Hospital
from bedcentre.store.past_stays import plant_past_stays
from bedcentre.store.tables import nursing, places, preadmission, referrals
from bedcentre.store.tables.base import Rows

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Thing = TypeVar("Thing", bound="DataclassInstance")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceIds:
    """The ids that codes got: wards and rooms by code, beds by label."""

    wards: dict[str, int]
    rooms: dict[str, int]
    beds: dict[str, int]


def plant_places(connection: Connection, hospital: Hospital) -> PlaceIds:
    """Write wards, rooms, beds, disciplines, theatres and past stays; returns the ids they got."""
    ids = PlaceIds(
        wards={ward.code: number for number, ward in enumerate(hospital.wards, 1)},
        rooms={room.code: number for number, room in enumerate(hospital.rooms, 1)},
        beds={bed.label: number for number, bed in enumerate(hospital.beds, 1)},
    )
    _insert(connection, places.SPECIALTIES, _specialties(hospital))
    _insert(connection, places.WARDS, _wards(hospital, ids))
    _insert(connection, places.ROOMS, _rooms(hospital, ids))
    _insert(connection, places.BEDS, _beds(hospital, ids))
    _insert(connection, places.SISTERS, _sisters(hospital, ids))
    _insert(connection, places.PROCEDURES, _procedures(hospital))
    _insert(connection, places.SURGEONS, _surgeons(hospital))
    theatres = [{"id": number, "code": theatre.code} for number, theatre in enumerate(hospital.theatres, 1)]
    if theatres:
        connection.execute(insert(places.theatre), theatres)
    _insert(connection, places.SESSIONS, _sessions(hospital))
    _insert(connection, preadmission.EXAMS, _exams(hospital))
    _insert(connection, preadmission.DEVICES, _devices(hospital))
    _plant_steps(connection, hospital)
    _insert(connection, referrals.PARTNERS, _partners(hospital))
    _insert(connection, nursing.NURSES, _nurses(hospital, ids))
    plant_past_stays(connection, hospital.past_stays)
    return ids


def _insert(connection: Connection, rows: Rows[Thing], things: Iterable[Thing]) -> None:
    values = [rows.values(thing) for thing in things]
    if values:
        connection.execute(insert(rows.table), values)


def _specialties(hospital: Hospital) -> Iterator[Specialty]:
    for each in hospital.specialties:
        yield Specialty(code=each.code, name_zh=each.name_zh, name_en=each.name_en, surgical=each.surgical)


def _wards(hospital: Hospital, ids: PlaceIds) -> Iterator[Ward]:
    for each in hospital.wards:
        yield Ward(
            id=ids.wards[each.code],
            code=each.code,
            name_zh=each.name_zh,
            name_en=each.name_en,
            campus=each.campus,
            building=each.building,
            floor=each.floor,
            kind=WardKind(each.kind),
            specialty=each.specialty,
            in_pool=each.in_pool,
            reserve_beds=each.reserve_beds,
            order=each.order,
        )


def _rooms(hospital: Hospital, ids: PlaceIds) -> Iterator[Room]:
    for each in hospital.rooms:
        yield Room(
            id=ids.rooms[each.code],
            ward_id=ids.wards[each.ward],
            number=each.number,
            sex_policy=SexPolicy(each.sex_policy),
            negative_pressure=each.negative_pressure,
        )


def _beds(hospital: Hospital, ids: PlaceIds) -> Iterator[Bed]:
    for each in hospital.beds:
        yield Bed(
            id=ids.beds[each.label],
            label=each.label,
            room_id=ids.rooms[each.room],
            ward_id=ids.wards[each.ward],
            kind=BedKind(each.kind),
            features=frozenset(map(Feature, each.features)),
            floating=each.floating,
            opens=each.opens,
            closes=each.closes,
        )


def _sisters(hospital: Hospital, ids: PlaceIds) -> Iterator[Sister]:
    for each in hospital.sisters:
        yield Sister(specialty=each.specialty, ward_id=ids.wards[each.ward], tier=each.tier)


def _procedures(hospital: Hospital) -> Iterator[Procedure]:
    for each in hospital.procedures:
        yield Procedure(
            code=each.code,
            name_zh=each.name_zh,
            name_en=each.name_en,
            specialty=each.specialty,
            preparation_minutes=each.preparation_minutes,
            theatre_minutes=each.theatre_minutes,
            recovery_minutes=each.recovery_minutes,
        )


def _surgeons(hospital: Hospital) -> Iterator[Surgeon]:
    for each in hospital.surgeons:
        if each.specialty is not None:
            yield Surgeon(code=each.code, name=each.name, specialty=each.specialty)


def _sessions(hospital: Hospital) -> Iterator[TheatreSession]:
    """Sessions that can be asked for; a theatre kept for emergencies belongs to nobody and is left out."""
    of_surgeon = {surgeon.code: surgeon.specialty for surgeon in hospital.surgeons}
    for number, each in enumerate(hospital.sessions, 1):
        specialty = each.specialty or of_surgeon.get(each.surgeon or "")
        if specialty is not None:
            yield TheatreSession(
                id=number,
                theatre=each.theatre,
                specialty=specialty,
                surgeon=each.surgeon,
                start=each.start,
                end=each.end,
            )


def _exams(hospital: Hospital) -> Iterator[Exam]:
    for each in hospital.exams:
        yield Exam(**asdict(each))


def _devices(hospital: Hospital) -> Iterator[ExamDevice]:
    for number, each in enumerate(hospital.exam_devices, 1):
        yield ExamDevice(id=number, **asdict(each))


def _partners(hospital: Hospital) -> Iterator[Partner]:
    for each in hospital.partners:
        yield Partner(**{**asdict(each), "offers": frozenset(map(Destination, each.offers))})


def _nurses(hospital: Hospital, ids: PlaceIds) -> Iterator[Nurse]:
    for number, each in enumerate(hospital.nurses, 1):
        yield Nurse(
            id=number,
            code=each.code,
            name=each.name,
            ward_id=ids.wards[each.ward],
            level=each.level,
            rota=each.rota,
        )


def _plant_steps(connection: Connection, hospital: Hospital) -> None:
    steps = [
        {**asdict(each), "owner": Role(each.owner), "order": number}
        for number, each in enumerate(hospital.pre_admission_steps)
    ]
    if steps:
        connection.execute(insert(preadmission.pre_admission_step), steps)
