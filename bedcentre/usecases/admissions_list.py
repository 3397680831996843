"""The list of planned admissions: who waits, in which place of the queue, and who is promised which bed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.people import Patient
from bedcentre.domain.places import Specialty
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandKind, DemandState
from bedcentre.usecases.board.picture import Picture
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.preadmission import exams_done

CLOSED_SHOWN = timedelta(days=1)
"""How long after its wanted day a surgeon still sees what became of a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionRow:
    """One request. ``rank`` of ``waiting`` who asked for a bed of the specialty, by when they asked; 0 = none waits.

    ``bed_label`` is promised, or else proposed (``proposed``), from ``start`` on. ``tests_until``: when the tests of a
    running pre-admission will be done.
    """

    demand: Demand
    patient: Patient
    specialty: Specialty | None
    surgeon: str
    rank: int
    waiting: int
    bed_label: str
    start: datetime | None
    proposed: bool
    tests_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionList:
    """Open requests, soonest wanted first, and those of a surgeon that were closed of late."""

    rows: Sequence[AdmissionRow]
    closed: Sequence[AdmissionRow]


def admission_list(reader: Reader, picture: Picture, surgeon: str | None) -> AdmissionList:
    """The list, of one ``surgeon``'s patients alone or (None) of all."""
    look = _Look(reader, picture)
    planned = [each for each in picture.demands.values() if each.kind is DemandKind.PLANNED]
    mine = [each for each in planned if surgeon is None or each.surgeon == surgeon]
    found = reader.demands_of_surgeon(surgeon, reader.now - CLOSED_SHOWN) if surgeon is not None else ()
    closed = [each for each in found if each.kind is DemandKind.PLANNED and not each.is_open]
    return AdmissionList(rows=look.rows(mine), closed=look.rows(closed))


class _Look:
    """What the rows are read from, read once."""

    def __init__(self, reader: Reader, picture: Picture) -> None:
        self._reader = reader
        self._picture = picture
        self._tests = exams_done(reader)
        self._promises = {demand.id: (situation, claim) for situation, claim, demand in picture.promises()}
        self._waiting: dict[str, list[int]] = {}
        for each in sorted(picture.demands.values(), key=lambda each: (each.raised_at, each.id)):
            if each.kind is DemandKind.PLANNED and each.state is DemandState.WAITING:
                self._waiting.setdefault(each.specialty, []).append(each.id)

    def rows(self, demands: Iterable[Demand]) -> list[AdmissionRow]:
        """Soonest wanted first."""
        demands = sorted(demands, key=lambda each: (each.wanted_from, each.id))
        patients = self._reader.patients({each.patient_id for each in demands})
        return [self._row(each, patients[each.patient_id]) for each in demands]

    def _row(self, demand: Demand, patient: Patient) -> AdmissionRow:
        before = self._waiting.get(demand.specialty, [])
        promised, proposal = self._promises.get(demand.id), self._picture.proposals.get(demand.id)
        label, start = "", None
        if promised is not None:
            label, start = promised[0].bed.label, promised[1].interval.start
        elif proposal is not None:
            label, start = self._picture.beds[proposal.bed_id].bed.label, proposal.start
        return AdmissionRow(
            demand=demand,
            patient=patient,
            specialty=self._picture.specialties.get(demand.specialty),
            surgeon=self._reader.surgeon(demand.surgeon).name if demand.surgeon is not None else "",
            rank=before.index(demand.id) + 1 if demand.id in before else 0,
            waiting=len(before),
            bed_label=label,
            start=start,
            proposed=promised is None and proposal is not None,
            tests_until=self._tests.get(demand.id),
        )
