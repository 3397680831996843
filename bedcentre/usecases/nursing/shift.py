"""A ward's shift as it stands: who is on duty, who lies in which room, and whose the rooms are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.nursing import DAYS_KNOWN, Absence, Nurse, NursingShift, RoomNurse, shifts_at, usual_level
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.places import Room, Ward
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import NursingLevel
from bedcentre.usecases.ports import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class NursedPatient:
    """Somebody who lies in a room. ``ordered``: somebody said the level. ``known_to``: nurses who had them."""

    situation: BedSituation
    encounter: Encounter
    patient: Patient
    level: NursingLevel
    ordered: bool
    load: int
    skill: int
    known_to: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class NursedRoom:
    """A room with the people who will be in it; ``given``: whose it is, if anybody's."""

    room: Room
    people: tuple[NursedPatient, ...]
    given: RoomNurse | None

    @cached_property
    def load(self) -> int:
        """What the people in it ask of a nurse together."""
        return sum(each.load for each in self.people)

    @property
    def uncovered(self) -> bool:
        """Whether somebody lies there for whom nobody is responsible."""
        return bool(self.people) and self.given is None


@dataclass(frozen=True, kw_only=True)
class WardShift:
    """One ward in one shift. ``nurses`` are those whose shift it is, also who does not come (``absences``)."""

    ward: Ward
    shift: NursingShift
    policy: Policy
    rooms: tuple[NursedRoom, ...]
    nurses: tuple[Nurse, ...]
    absences: Mapping[int, Absence]

    @cached_property
    def present(self) -> tuple[Nurse, ...]:
        """The nurses on duty who come."""
        return tuple(each for each in self.nurses if each.id not in self.absences)

    @property
    def uncovered(self) -> tuple[NursedRoom, ...]:
        """The rooms with people and without a nurse."""
        return tuple(each for each in self.rooms if each.uncovered)

    @property
    def limit(self) -> int:
        """The load that one nurse carries in this shift."""
        return self.policy.nursing_limit[self.shift.kind]

    @property
    def heaviest(self) -> int:
        """The greatest load that one of the nurses carries."""
        return max((self.load_of(each.id) for each in self.nurses), default=0)

    def rooms_of(self, nurse_id: int) -> tuple[NursedRoom, ...]:
        """The rooms that are a nurse's."""
        return tuple(each for each in self.rooms if each.given is not None and each.given.nurse_id == nurse_id)

    def load_of(self, nurse_id: int) -> int:
        """What a nurse's rooms ask of her."""
        return sum(each.load for each in self.rooms_of(nurse_id))


def ward_shift(reader: Reader, ward: Ward, shift: NursingShift) -> WardShift:
    """The ward in the shift that runs now, or in the next one: then without those who leave before."""
    given = reader.room_nurses(shift.start - DAYS_KNOWN, shift.start + timedelta(microseconds=1), ward.id)
    now = {each.room_id: each for each in given if each.shift == shift.start}
    before = [each for each in given if each.shift < shift.start]
    lying: defaultdict[int, list[BedSituation]] = defaultdict(list)
    rooms: dict[int, Room] = {}
    for situation in reader.beds(ward_ids=[ward.id]):
        rooms[situation.room.id] = situation.room
        if situation.encounter is not None and _stays(situation.encounter, shift, reader.now):
            lying[situation.room.id].append(situation)
    ids = [each.encounter.id for there in lying.values() for each in there if each.encounter is not None]
    levels = reader.nursing_levels(ids)
    return WardShift(
        ward=ward,
        shift=shift,
        policy=reader.policy,
        rooms=tuple(
            NursedRoom(
                room=room,
                people=tuple(_patients(lying[room.id], levels, before, reader.policy)),
                given=now.get(room.id),
            )
            for room in rooms.values()
        ),
        nurses=tuple(each for each in reader.nurses(ward.id) if each.works(shift)),
        absences={each.nurse_id: each for each in reader.nurse_absences(shift.start)},
    )


def both_shifts(reader: Reader, ward: Ward) -> tuple[WardShift, WardShift]:
    """The shift that runs now and the next one."""
    current, coming = shifts_at(reader.now, reader.zone, reader.policy)
    return ward_shift(reader, ward, current), ward_shift(reader, ward, coming)


def uncovered(reader: Reader, ward_id: int) -> int:
    """How many rooms of a ward have people and no nurse now."""
    current = shifts_at(reader.now, reader.zone, reader.policy)[0]
    return sum(len(ward_shift(reader, each, current).uncovered) for each in reader.wards() if each.id == ward_id)


def _stays(encounter: Encounter, shift: NursingShift, now: datetime) -> bool:
    """Whether somebody who lies there now is believed to be there in the shift."""
    return shift.start <= now or encounter.expected_discharge > shift.start


def _patients(
    there: Sequence[BedSituation],
    levels: Mapping[int, NursingLevel],
    before: Sequence[RoomNurse],
    policy: Policy,
) -> list[NursedPatient]:
    return [
        _patient(situation, situation.encounter, situation.patient, levels, before, policy)
        for situation in there
        if situation.encounter is not None and situation.patient is not None
    ]


def _patient(
    situation: BedSituation,
    encounter: Encounter,
    patient: Patient,
    levels: Mapping[int, NursingLevel],
    before: Sequence[RoomNurse],
    policy: Policy,
) -> NursedPatient:
    level = levels.get(encounter.id) or usual_level(encounter, situation.ward)
    since = situation.actual.start if situation.actual is not None else encounter.admitted_at
    had = [each.nurse_id for each in before if each.room_id == situation.room.id and each.shift >= since]
    return NursedPatient(
        situation=situation,
        encounter=encounter,
        patient=patient,
        level=level,
        ordered=encounter.id in levels,
        load=policy.nursing_load[level],
        skill=policy.nursing_skill[level],
        known_to=frozenset(had),
    )
