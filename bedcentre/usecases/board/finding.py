"""Finding a patient, a bed or a ward by a few typed letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from bedcentre.domain.places import Ward
from bedcentre.domain.vocabulary import Sex
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.ports import Reader

MOST = 12


class Sort(StrEnum):
    """What was found."""

    PATIENT = "patient"
    WAITING = "waiting"
    BED = "bed"
    WARD = "ward"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding: a patient in a bed, one who waits for a bed, a bed, or a ward. ``id`` is of bed, demand or ward."""

    sort: Sort
    id: int
    label: str = ""
    ward: Ward | None = None
    name: str = ""
    sex: Sex | None = None
    age: int | None = None


def find(reader: Reader, text: str, names: Names) -> tuple[Found, ...]:
    """Patients first (if names may be shown), then wards, then beds; nothing for an empty text."""
    if not text:
        return ()
    patients = _patients(reader, text) if names is Names.FULL else iter(())
    return tuple(islice((*patients, *_wards(reader, text), *_beds(reader, text)), MOST))


def _patients(reader: Reader, text: str) -> Iterator[Found]:
    people = {patient.id: patient for patient in reader.search_patients(text, MOST)}
    if not people:
        return
    lying = {each.patient.id: each for each in reader.beds() if each.patient is not None}
    waiting = {demand.patient_id: demand for demand in reader.open_demands()}
    for patient in people.values():
        bed = lying.get(patient.id)
        demand = waiting.get(patient.id)
        if bed is None and demand is None:
            continue
        yield Found(
            sort=Sort.PATIENT if bed else Sort.WAITING,
            id=bed.bed.id if bed else demand.id if demand else 0,
            label=bed.bed.label if bed else "",
            ward=bed.ward if bed else None,
            name=patient.name,
            sex=patient.sex,
            age=patient.age_on(today(reader)),
        )


def _wards(reader: Reader, text: str) -> Iterator[Found]:
    for ward in reader.wards():
        if ward.code.startswith(text) or text in ward.name_zh or text.lower() in ward.name_en.lower():
            yield Found(sort=Sort.WARD, id=ward.id, label=ward.code, ward=ward)


def _beds(reader: Reader, text: str) -> Iterator[Found]:
    for situation in reader.beds():
        if situation.bed.label.startswith(text):
            yield Found(sort=Sort.BED, id=situation.bed.id, label=situation.bed.label, ward=situation.ward)
