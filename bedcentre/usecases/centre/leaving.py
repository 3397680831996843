"""Patients on their way out, each with what is still to be done and by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.milestones import Milestone
from bedcentre.domain.people import Encounter, Patient
from bedcentre.domain.places import Specialty, Ward
from bedcentre.domain.vocabulary import Checklist, DischargeStep, MilestoneState, Role
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.ports import Reader

OF_LEAVING = frozenset({Checklist.DISCHARGE, Checklist.REFERRAL_OUT})


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """One milestone as somebody sees it. ``mine``: it is theirs to say; ``late``: it should be done by now."""

    milestone: Milestone
    mine: bool
    late: bool

    @property
    def booked(self) -> bool:
        """Whether it is a transport that was booked: it is due when it comes."""
        return self.milestone.step == DischargeStep.TRANSPORT and bool(self.milestone.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """A patient who leaves or has left. ``bed_label`` and ``ward`` are the present or last bed's.

    ``steps`` are all of the checklist. ``awaits_bed``: fell ill in the lounge and waits for a bed again. ``late``: was
    to have left by now, or waits in the lounge too long.
    """

    encounter: Encounter
    patient: Patient
    age: int
    bed_id: int
    bed_label: str
    ward: Ward
    specialty: Specialty | None
    steps: tuple[StepShown, ...]
    awaits_bed: bool
    late: bool

    @property
    def open(self) -> tuple[StepShown, ...]:
        """What is still to be done."""
        return tuple(each for each in self.steps if each.milestone.state is MilestoneState.OPEN)

    @property
    def mine(self) -> tuple[StepShown, ...]:
        """What is still to be done by whoever looks."""
        return tuple(each for each in self.open if each.mine)

    @property
    def has_transport(self) -> bool:
        """Whether transport is asked for or booked."""
        return any(each.milestone.step == DischargeStep.TRANSPORT for each in self.steps)

    @property
    def may_lounge(self) -> bool:
        """Whether the discharge is ordered and the patient still lies in a bed."""
        ordered = any(each.milestone.step == DischargeStep.ORDERS for each in self.steps if each not in self.open)
        here = self.encounter.lounge_since is None and self.encounter.left_at is None
        return ordered and here and not self.encounter.severe and self.encounter.organism is None


def leavers(reader: Reader, role: Role, ward_id: int | None = None) -> list[Leaver]:
    """Everybody who is being prepared to leave, of one ward or the whole house, by when they should be gone."""
    found = shown(reader, role, reader.leaving(), ward_id)
    return sorted(found, key=lambda each: (each.encounter.expected_discharge, each.bed_label))


def leaver(reader: Reader, role: Role, encounter_id: int) -> Leaver:
    """One patient who leaves or has left.

    Raises:
        NotFoundError: there is no such encounter.
    """
    return shown(reader, role, [reader.encounter(encounter_id)])[0]


def shown(reader: Reader, role: Role, encounters: Iterable[Encounter], ward_id: int | None = None) -> Sequence[Leaver]:
    """The encounters as ``role`` sees them, those of one ward or of all."""
    by_id = {each.id: each for each in encounters}
    beds = reader.last_beds(by_id)
    places = {each.bed.id: each for each in reader.beds(bed_ids=set(beds.values()))}
    here = {key: each for key, each in by_id.items() if ward_id is None or places[beds[key]].ward.id == ward_id}
    patients = reader.patients({each.patient_id for each in here.values()})
    specialties = {each.code: each for each in reader.specialties()}
    asked = {each.encounter_id for each in reader.open_demands()}
    steps = _steps(reader, role, here)
    return [
        Leaver(
            encounter=each,
            patient=patients[each.patient_id],
            age=patients[each.patient_id].age_on(today(reader)),
            bed_id=beds[key],
            bed_label=places[beds[key]].bed.label,
            ward=places[beds[key]].ward,
            specialty=specialties.get(each.specialty),
            steps=steps[key],
            awaits_bed=each.lounge_since is not None and key in asked,
            late=_late(reader, each),
        )
        for key, each in here.items()
    ]


def _steps(reader: Reader, role: Role, encounters: Iterable[int]) -> dict[int, tuple[StepShown, ...]]:
    found: defaultdict[int, list[StepShown]] = defaultdict(list)
    for each in reader.milestones_of_encounters(list(encounters)):
        if each.checklist in OF_LEAVING and each.encounter_id is not None:
            mine = role in {each.owner, Role.COORDINATOR}
            found[each.encounter_id].append(StepShown(milestone=each, mine=mine, late=each.is_late(reader.now)))
    return defaultdict(tuple, {key: tuple(steps) for key, steps in found.items()})


def _late(reader: Reader, encounter: Encounter) -> bool:
    if encounter.left_at is not None:
        return False
    limit: datetime = encounter.expected_discharge
    if encounter.lounge_since is not None:
        limit = encounter.lounge_since + reader.policy.lounge_limit
    return limit < reader.now
