"""The seed hospital as plain records: codes are text, moments are aware and in UTC, ages follow from birth dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Campus:
    """A site of the hospital."""

    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """A building; ``code`` is unique in the hospital."""

    code: str
    campus: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """A nursing unit, e.g. ``2-04``: building 2, floor 4. ``order`` is its place on the board."""

    code: str
    name_zh: str
    name_en: str
    campus: str
    building: str
    floor: int
    kind: str
    specialty: str
    in_pool: bool
    reserve_beds: int
    age_min: int
    age_max: int
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room of a ward, e.g. ``2-04/0403``; ``number`` is what stands on its door."""

    code: str
    ward: str
    number: str
    sex_policy: str
    negative_pressure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """A bed, bay or chair, e.g. ``2-04-7``. ``opens``/``closes`` (local time) bound a day bay."""

    label: str
    room: str
    ward: str
    kind: str
    features: frozenset[str]
    floating: bool
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Specialty:
    """A clinical discipline (专科)."""

    code: str
    name_zh: str
    name_en: str
    surgical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sister:
    """How near a ward is to a specialty: tier 0 own, 1 sister, 2 any other of the pool; no record = not allowed."""

    specialty: str
    ward: str
    tier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """A reason to be in hospital (ICD-10 category)."""

    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organism:
    """What a patient is isolated for; ``isolation`` is contact, droplet or airborne."""

    code: str
    name_zh: str
    name_en: str
    isolation: str
    negative_pressure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A special-group or safety flag a patient may carry."""

    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A day-surgery procedure with its typical minutes before, in and after the theatre."""

    code: str
    icd9: str
    name_zh: str
    name_en: str
    specialty: str
    anaesthesia: str
    bed_kind: str
    preparation_minutes: int
    theatre_minutes: int
    recovery_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Somebody who works here; bound to a ward or a specialty, or (both None) to the whole hospital."""

    code: str
    name: str
    pinyin: str
    role: str
    title_zh: str
    title_en: str
    ward: str | None = None
    specialty: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nurse:
    """A nurse of a ward; ``level`` 1 to 4 (N1–N4), ``rota`` as in rota.csv."""

    code: str
    name: str
    ward: str
    level: int
    rota: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre:
    """An operating theatre; ``kind`` is main or day."""

    code: str
    name_zh: str
    name_en: str
    building: str
    floor: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A theatre's time: a surgeon's, a specialty's (surgeon None), or for emergencies (both None)."""

    theatre: str
    specialty: str | None
    surgeon: str | None
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A fictional person."""

    mrn: str
    name: str
    sex: str
    birth_date: date
    flags: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupant:
    """A patient lying in a bed at the start.

    ``expected_discharge`` is what the ward believes (``certainty``: guessed, predicted, confirmed);
    ``true_discharge`` is when the patient will leave this bed, known only to a simulation.
    """

    patient: Patient
    bed: str
    specialty: str
    diagnosis: str
    admitted_at: datetime
    expected_discharge: datetime
    certainty: str
    true_discharge: datetime
    severe: bool
    needs: frozenset[str]
    organism: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """An empty bed that cannot take a patient at the start: vacated, cleaning or blocked."""

    bed: str
    kind: str
    since: datetime
    expected_end: datetime
    reason_zh: str
    reason_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A day case's bay and operation, promised before the start; ``passed`` are the checks confirmed by then."""

    bay: str
    theatre: str
    start: datetime
    passed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Somebody who needs a bed.

    ``raised_at``: when the house learns of it (before the start: already waiting). The stay should begin in
    [``wanted_from``, ``latest``]. ``expected_minutes`` is what planners believe, ``true_minutes`` what will be,
    known only to a simulation. ``current_bed``: where the patient lies at the start; ``follows``: the demand whose
    stay this one continues. ``expires_at``: end of the pre-admission's insurance clock, five days after it begins.
    ``operation_minutes``: minutes in theatre (0 = no operation). ``partner``: who sends the patient.
    """

    code: str
    kind: str
    patient: Patient
    specialty: str
    diagnosis: str | None
    raised_at: datetime
    wanted_from: datetime
    latest: datetime
    expected_minutes: int
    true_minutes: int
    triage: str | None = None
    severe: bool = False
    needs: frozenset[str] = frozenset()
    prefers: frozenset[str] = frozenset()
    organism: str | None = None
    procedure: str | None = None
    surgeon: str | None = None
    operation_minutes: int = 0
    expires_at: datetime | None = None
    current_bed: str | None = None
    follows: str | None = None
    partner: str | None = None
    booking: Booking | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """A test before an operation; ``after``: whose results must be known before."""

    code: str
    name_zh: str
    name_en: str
    device_kind: str
    result_minutes: int
    valid_days: int
    fee: int
    after: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamDevice:
    """A device for tests with its weekdays and local hours."""

    code: str
    kind: str
    name_zh: str
    name_en: str
    place: str
    days: frozenset[str]
    opens: time
    closes: time
    pause_from: time
    pause_to: time


@dataclass(frozen=True, slots=True, kw_only=True)
class PreAdmissionStep:
    """A line of the checklists of pre-admission; empty specialty or procedure = of all."""

    specialty: str
    procedure: str
    step: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A facility of the network; ``offers`` are the kinds of beds it has, ``ride_minutes`` how far it is."""

    code: str
    name_zh: str
    name_en: str
    offers: frozenset[str]
    ride_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralQuota:
    """For how many beds of a group of wards a partner's patients have priority."""

    partner: str
    group: str
    beds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedBeds:
    """Beds that a partner offers to patients from here; ``sex`` None: to anybody."""

    partner: str
    kind: str
    sex: str | None
    beds: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hospital:
    """The whole seed hospital at ``start``, with the demands of the ``days`` from then on.

    ``past_stays``: one row per finished stay of the two years before (columns in seed_data/README.md).
    """

    name_zh: str
    name_en: str
    start: datetime
    campuses: tuple[Campus, ...]
    buildings: tuple[Building, ...]
    wards: tuple[Ward, ...]
    rooms: tuple[Room, ...]
    beds: tuple[Bed, ...]
    specialties: tuple[Specialty, ...]
    sisters: tuple[Sister, ...]
    diagnoses: tuple[Diagnosis, ...]
    organisms: tuple[Organism, ...]
    flags: tuple[Flag, ...]
    procedures: tuple[Procedure, ...]
    staff: tuple[StaffMember, ...]
    theatres: tuple[Theatre, ...]
    sessions: tuple[Session, ...]
    occupants: tuple[Occupant, ...]
    closures: tuple[Closure, ...]
    demands: tuple[Demand, ...]
    past_stays: pd.DataFrame
    days: int = 14
    exams: tuple[Exam, ...] = ()
    exam_devices: tuple[ExamDevice, ...] = ()
    pre_admission_steps: tuple[PreAdmissionStep, ...] = ()
    partners: tuple[Partner, ...] = ()
    referral_quotas: tuple[ReferralQuota, ...] = ()
    offered_beds: tuple[OfferedBeds, ...] = ()
    nurses: tuple[Nurse, ...] = ()

    def report_of(self, demand: Demand) -> str:
        """What a partner writes of a patient it sends: the diagnosis in words."""
        named = (each.name_zh for each in self.diagnoses if each.code == demand.diagnosis)
        return next(named, demand.diagnosis) or "符合日间手术条件"

    @property
    def surgeons(self) -> tuple[StaffMember, ...]:
        """Those who may ask for an operating slot."""
        return tuple(member for member in self.staff if member.role == "surgeon")
