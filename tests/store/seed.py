"""The small hospital as a seed would describe it: two patients, three demands, one dirty bed, one closed."""

from __future__ import annotations

from datetime import date, time, timedelta

import pandas as pd

from bedcentre.seeding import records
from tests.store.small import BEDS, START, WARDS


def hospital() -> records.Hospital:
    """The whole of it, at ``START``."""
    lying, known, unknown = _demand("N1", -30), _demand("N2", -10), _demand("N3", 60)
    return records.Hospital(
        name_zh="小医院",
        name_en="Small hospital",
        start=START,
        campuses=(),
        buildings=(),
        wards=tuple(_ward(code, order) for order, code in enumerate(WARDS)),
        rooms=tuple(_room(code) for code in dict.fromkeys(room for room, _ in BEDS.values())),
        beds=tuple(_bed(label) for label in BEDS),
        specialties=tuple(
            records.Specialty(code=code, name_zh=code, name_en=code, surgical=code == "SUR")
            for code in ("MED", "SUR", "ICU")
        ),
        sisters=tuple(
            records.Sister(specialty=specialty, ward=ward, tier=tier)
            for specialty, ward, tier in (("MED", "M", 0), ("MED", "S", 1), ("SUR", "S", 0), ("SUR", "D", 0))
        ),
        diagnoses=(),
        organisms=(),
        flags=(),
        procedures=(_procedure(),),
        staff=(_surgeon("W1"), _surgeon("W2")),
        theatres=tuple(
            records.Theatre(code=code, name_zh=code, name_en=code, building="1", floor=1, kind="day")
            for code in ("T1", "T2")
        ),
        sessions=(_session("T1", "W1"), _session("T2", None)),
        occupants=(_occupant("M-1", "M"), _occupant("S-1", "F")),
        closures=(_closure("M-2", "vacated"), _closure("S-2", "blocked")),
        demands=(lying, known, unknown),
        past_stays=pd.DataFrame(),
        exams=(
            _exam("blood", "B", 60),
            _exam("contrast_ct", "C", 30, "blood"),
            _exam("anaesthesia", "A", 0, "contrast_ct"),
        ),
        exam_devices=(_device("B-1", "B"), _device("C-1", "C"), _device("A-1", "A")),
        partners=(
            _partner("P1", 20, "primary", "home_bed"),
            _partner("P2", 45, "primary", "rehabilitation"),
        ),
        referral_quotas=(records.ReferralQuota(partner="P1", group="medical", beds=1),),
        nurses=tuple(
            records.Nurse(code=code, name=name, ward="M", level=level, rota=rota)
            for code, name, level, rota in (
                ("H1", "护士甲", 3, "D"),
                ("H2", "护士乙", 1, "D"),
                ("H3", "护士丙", 2, "E"),
                ("H4", "护士丁", 2, "N"),
            )
        ),
        pre_admission_steps=tuple(
            records.PreAdmissionStep(specialty=specialty, procedure="", step=step, owner=owner)
            for specialty, step, owner in (
                ("", "blood", "coordinator"),
                ("SUR", "contrast_ct", "coordinator"),
                ("", "anaesthesia", "coordinator"),
                ("", "consent", "surgeon"),
                ("MED", "mri", "coordinator"),
            )
        ),
    )


def _partner(code: str, ride_minutes: int, *offers: str) -> records.Partner:
    return records.Partner(
        code=code,
        name_zh=f"{code}卫生院",
        name_en=f"Facility {code}",
        offers=frozenset(offers),
        ride_minutes=ride_minutes,
    )


def _ward(code: str, order: int) -> records.Ward:
    kind, specialty, in_pool = WARDS[code]
    return records.Ward(
        code=code,
        name_zh=f"{code}病区",
        name_en=f"Ward {code}",
        campus="1",
        building="1",
        floor=order,
        kind=kind,
        specialty=specialty,
        in_pool=in_pool,
        reserve_beds=0,
        age_min=0,
        age_max=120,
        order=order,
    )


def _room(code: str) -> records.Room:
    ward, number = code.split("/")
    policy = "same" if ward in {"M", "S"} else "any"
    return records.Room(code=code, ward=ward, number=number, sex_policy=policy, negative_pressure=False)


def _bed(label: str) -> records.Bed:
    room, kind = BEDS[label]
    day = kind == "bay"
    return records.Bed(
        label=label,
        room=room,
        ward=room[0],
        kind=kind,
        features=frozenset({"oxygen", "day_bay"} if day else {"oxygen"}),
        floating=False,
        opens=time(7) if day else None,
        closes=time(19) if day else None,
    )


def _procedure() -> records.Procedure:
    return records.Procedure(
        code="P1",
        icd9="53.0",
        name_zh="疝修补术",
        name_en="Hernia repair",
        specialty="SUR",
        anaesthesia="general",
        bed_kind="bay",
        preparation_minutes=60,
        theatre_minutes=60,
        recovery_minutes=120,
    )


def _surgeon(code: str) -> records.StaffMember:
    return records.StaffMember(
        code=code, name=code, pinyin=code, role="surgeon", title_zh="", title_en="", specialty="SUR"
    )


def _exam(code: str, kind: str, minutes: int, *after: str) -> records.Exam:
    return records.Exam(
        code=code,
        name_zh=code,
        name_en=code,
        device_kind=kind,
        result_minutes=minutes,
        valid_days=0 if code == "anaesthesia" else 7,
        fee=100,
        after=frozenset(after),
    )


def _device(code: str, kind: str) -> records.ExamDevice:
    return records.ExamDevice(
        code=code,
        kind=kind,
        name_zh=code,
        name_en=code,
        place="1-01",
        days=frozenset({"mon", "tue", "wed", "thu", "fri"}),
        opens=time(8),
        closes=time(17),
        pause_from=time(12),
        pause_to=time(13, 30),
    )


def _session(theatre: str, surgeon: str | None) -> records.Session:
    return records.Session(
        theatre=theatre,
        specialty="SUR",
        surgeon=surgeon,
        start=START + timedelta(hours=1),
        end=START + timedelta(hours=9),
    )


def _patient(mrn: str, sex: str) -> records.Patient:
    return records.Patient(mrn=mrn, name=f"王{mrn}", sex=sex, birth_date=date(1960, 5, 1), flags=frozenset({"elderly"}))


def _occupant(bed: str, sex: str) -> records.Occupant:
    return records.Occupant(
        patient=_patient(f"L{bed}", sex),
        bed=bed,
        specialty={"M": "MED", "S": "SUR"}[bed[0]],
        diagnosis="X",
        admitted_at=START - timedelta(days=2),
        expected_discharge=START + timedelta(days=1),
        certainty="guessed",
        true_discharge=START + timedelta(days=1),
        severe=False,
        needs=frozenset({"oxygen"}),
        organism=None,
    )


def _closure(bed: str, kind: str) -> records.Closure:
    return records.Closure(
        bed=bed,
        kind=kind,
        since=START - timedelta(minutes=20),
        expected_end=START + timedelta(minutes=40),
        reason_zh="维修",
        reason_en="repair",
    )


def _demand(mrn: str, minutes: int) -> records.Demand:
    at = START + timedelta(minutes=minutes)
    return records.Demand(
        code=mrn,
        kind="emergency",
        patient=_patient(mrn, "M"),
        specialty="MED",
        diagnosis=None,
        raised_at=at,
        wanted_from=at,
        latest=at + timedelta(hours=12),
        expected_minutes=3000,
        true_minutes=3000,
        triage="3",
        needs=frozenset({"oxygen"}),
    )
