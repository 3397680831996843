"""Who lay where, and what every bed was when: nobody is lost or in two places, no bed holds two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bedcentre.domain.events import (
    BedBlocked,
    BedFound,
    BedUnblocked,
    CleaningFinished,
    CleaningStarted,
    DischargeExpected,
    Event,
    LeavingLoungeUndone,
    LeavingUndone,
    PatientAdmitted,
    PatientLeft,
    PatientLeftLounge,
    PatientMoved,
    PatientReturned,
    PatientToLounge,
)
from bedcentre.domain.intervals import ActualInterval
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Encounter
from bedcentre.domain.vocabulary import ActualKind
from bedcentre.simulation.audit.fabric import Fabric
from bedcentre.usecases.board.picture import Picture


class Places:
    """What the journal's events say of beds and of those in them, kept apart from the store's own tables.

    ``of_bed``: everything each bed was, in order; the last may last still. ``treats``: by stay, the specialty that
    treated. ``encounters``: everybody who ever lay here, as was last said of them. ``gone``: who has left the house.
    """

    def __init__(self, fabric: Fabric) -> None:
        self._fabric = fabric
        self.violations: list[Message] = []
        self.of_bed: defaultdict[int, list[ActualInterval]] = defaultdict(list)
        self.treats: dict[int, str] = {}
        self.encounters: dict[int, Encounter] = {}
        self.gone: set[int] = set()
        self.lounge: set[int] = set()
        self._lies: dict[int, int] = {}
        self._present: dict[int, int] = {}

    def enter(self, event: Event) -> None:
        """Follow one event."""
        match event:
            case PatientAdmitted(encounter=encounter, stay=stay):
                self._come(encounter)
                self._lie(encounter, stay)
            case PatientMoved(encounter=encounter, left_stay_id=left, vacated=vacated, stay=stay):
                self._rise(encounter.id, left, vacated)
                self._lie(encounter, stay)
            case PatientLeft(encounter_id=encounter_id, stay_id=stay_id, vacated=vacated):
                self._rise(encounter_id, stay_id, vacated)
                self._go(encounter_id)
            case LeavingUndone(encounter_id=encounter_id, bed_id=bed_id, vacated_id=vacated_id, at=at):
                self._end(bed_id, vacated_id, at)
                self._lie_again(encounter_id, bed_id)
            case BedBlocked(block=interval) | BedFound(found=interval):
                self._begin(interval)
            case CleaningStarted(vacated_id=ended, cleaning=cleaning):
                self._end(cleaning.bed_id, ended, cleaning.start)
                self._begin(cleaning)
            case CleaningFinished(cleaning_id=ended, bed_id=bed_id, at=at):
                self._end(bed_id, ended, at)
            case BedUnblocked(block_id=ended, bed_id=bed_id, at=at):
                self._end(bed_id, ended, at)
            case DischargeExpected(encounter_id=encounter_id, expected=expected):
                self.encounters[encounter_id] = replace(self.encounters[encounter_id], expected_discharge=expected)
            case _:
                self._enter_lounge(event)

    def now(self, bed_id: int) -> ActualInterval | None:
        """What a bed is; None = ready for somebody."""
        past = self.of_bed[bed_id]
        return past[-1] if past and past[-1].end is None else None

    def since(self, bed_id: int, at: datetime) -> Iterator[ActualInterval]:
        """What a bed was from ``at`` on, in order."""
        return (each for each in self.of_bed[bed_id] if each.end is None or each.end > at)

    def beside(self, bed_id: int) -> Iterator[Encounter]:
        """Who lies in the other beds of a bed's room."""
        room = self._fabric.beds[bed_id].room_id
        for encounter_id, other in self._lies.items():
            if other != bed_id and self._fabric.beds[other].room_id == room:
                yield self.encounters[encounter_id]

    def compare(self, picture: Picture, lounge: set[int]) -> Iterator[Message]:
        """What is otherwise on the board, or in the discharge ``lounge`` as the hospital knows it."""
        for bed_id, situation in picture.beds.items():
            here = self.now(bed_id)
            if (here.id if here else None) != (situation.actual.id if situation.actual else None):
                yield Message("month.bed_differs", {"bed": situation.bed.label})
        for encounter_id in sorted(lounge ^ self.lounge):
            yield Message("month.lounge_differs", {"encounter": encounter_id})

    def _enter_lounge(self, event: Event) -> None:
        match event:
            case PatientToLounge(encounter_id=encounter_id, stay_id=stay_id, vacated=vacated):
                self._rise(encounter_id, stay_id, vacated)
                self.lounge.add(encounter_id)
            case PatientLeftLounge(encounter_id=encounter_id):
                self._leave_lounge(encounter_id)
                self._go(encounter_id)
            case LeavingLoungeUndone(encounter_id=encounter_id):
                self._stay(encounter_id)
                self.lounge.add(encounter_id)
            case PatientReturned(encounter=encounter, stay=stay):
                self._leave_lounge(encounter.id)
                self._lie(encounter, stay)
            case _:
                pass

    def _come(self, encounter: Encounter) -> None:
        if encounter.patient_id in self._present:
            self.violations.append(Message("month.twice", {"patient": encounter.patient_id}))
        self._present[encounter.patient_id] = encounter.id

    def _go(self, encounter_id: int) -> None:
        self.gone.add(encounter_id)
        self._present.pop(self.encounters[encounter_id].patient_id, None)

    def _stay(self, encounter_id: int) -> None:
        self.gone.discard(encounter_id)
        self._present[self.encounters[encounter_id].patient_id] = encounter_id

    def _lie(self, encounter: Encounter, stay: ActualInterval) -> None:
        if encounter.id in self._lies:
            self.violations.append(Message("month.two_beds", {"encounter": encounter.id}))
        self.encounters[encounter.id] = encounter
        self.treats[stay.id] = encounter.specialty
        self._lies[encounter.id] = stay.bed_id
        self._begin(stay)

    def _lie_again(self, encounter_id: int, bed_id: int) -> None:
        """The bed was not vacated after all."""
        vacated = self.of_bed[bed_id].pop()
        stay = self.of_bed[bed_id].pop()
        if vacated.kind is not ActualKind.VACATED or stay.encounter_id != encounter_id:
            self.violations.append(Message("month.ends_otherwise", {"bed": self._fabric.label(bed_id)}))
        self.of_bed[bed_id].append(replace(stay, end=None))
        self._lies[encounter_id] = bed_id
        self._stay(encounter_id)
        self.lounge.discard(encounter_id)

    def _rise(self, encounter_id: int, stay_id: int, vacated: ActualInterval) -> None:
        if self._lies.pop(encounter_id, None) != vacated.bed_id:
            self.violations.append(
                Message("month.not_there", {"encounter": encounter_id, "bed": self._fabric.label(vacated.bed_id)})
            )
        self._end(vacated.bed_id, stay_id, vacated.start)
        self._begin(vacated)

    def _leave_lounge(self, encounter_id: int) -> None:
        if encounter_id not in self.lounge:
            self.violations.append(Message("month.not_in_lounge", {"encounter": encounter_id}))
        self.lounge.discard(encounter_id)

    def _begin(self, interval: ActualInterval) -> None:
        past = self.of_bed[interval.bed_id]
        if past and (past[-1].end is None or past[-1].end > interval.start):
            self.violations.append(Message("month.bed_not_empty", {"bed": self._fabric.label(interval.bed_id)}))
        past.append(interval)

    def _end(self, bed_id: int, ended: int, at: datetime) -> None:
        past = self.of_bed[bed_id]
        if not past or past[-1].id != ended or past[-1].end is not None:
            self.violations.append(Message("month.ends_otherwise", {"bed": self._fabric.label(bed_id)}))
            return
        past[-1] = replace(past[-1], end=at)
