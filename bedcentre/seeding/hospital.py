"""The seed hospital as a whole: the same tables, size, seed and start always give the same hospital."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bedcentre.seeding import records
from bedcentre.seeding.census import build_census
from bedcentre.seeding.closures import build_closures
from bedcentre.seeding.demands import build_demands, codes_from, in_order, teams_of
from bedcentre.seeding.errors import SeedError
from bedcentre.seeding.exams import build_devices, build_exams, build_steps
from bedcentre.seeding.first_day import FirstDay
from bedcentre.seeding.kit import Kit
from bedcentre.seeding.nursing import build_nurses
from bedcentre.seeding.occupants import Occupants
from bedcentre.seeding.partners import build_offers, build_partners, build_quotas, sent_by_partners
from bedcentre.seeding.past import Past
from bedcentre.seeding.staff import build_staff
from bedcentre.seeding.streams import build_streams
from bedcentre.seeding.structure import build_structure
from bedcentre.seeding.tables import SEED_DATA, Tables, read_tables
from bedcentre.seeding.theatres import build_sessions, build_theatres
from bedcentre.seeding.tiers import build_tiers
from bedcentre.seeding.timeline import Timeline

FEWEST_BEDS, MOST_BEDS = 100, 5_000
DAYS, MOST_DAYS = 14, 366
"""For how many days there are demands: usually, and at most."""
AHEAD = 66
"""Days of the calendar after those: for who is booked ahead, and for long stays."""


def generate(
    beds: int = 1000, seed: int = 1, *, start: datetime, days: int = DAYS, folder: Path = SEED_DATA
) -> records.Hospital:
    """Generate the seed hospital.

    Args:
        beds: beds, bays and recliners in all, 100 to 5,000.
        seed: another seed gives another hospital of the same kind.
        start: the aware moment at which the hospital is described and its demands begin.
        days: for how many days there are demands, 1 to 366.
        folder: where the seed tables are.

    Raises:
        SeedError: naming everything wrong with the arguments or the tables.
    """
    findings = []
    if not FEWEST_BEDS <= beds <= MOST_BEDS:
        findings.append(f"beds: {beds} is not possible; ask for {FEWEST_BEDS} to {MOST_BEDS}.")
    if seed < 0:
        findings.append(f"seed: {seed} is negative; give 0 or a positive whole number.")
    if not 1 <= days <= MOST_DAYS:
        findings.append(f"days: {days} is not possible; ask for 1 to {MOST_DAYS}.")
    if start.tzinfo is None:
        findings.append(f"start: {start.isoformat()} has no time zone; give an aware moment, e.g. with +08:00.")
    if findings:
        raise SeedError(findings)
    tables = read_tables(folder)
    timeline = Timeline(start, tables.days, tables.hours, ahead=days + AHEAD)
    return _hospital(Kit.assemble(tables, build_structure(tables, beds), timeline, seed, days))


def _hospital(kit: Kit) -> records.Hospital:
    tables, structure, timeline = kit.tables, kit.structure, kit.timeline
    tiers = build_tiers(tables, structure)
    census = build_census(structure, tiers)
    streams = build_streams(tables, structure, census, kit.stays)
    sleepers = Occupants(kit).build(census)
    occupants = tuple(sleeper.occupant for sleeper in sleepers)
    staff = build_staff(kit)
    theatres, sessions = build_theatres(tables, structure), build_sessions(kit, staff)
    demands = tuple(sent_by_partners(kit, build_demands(kit, streams, sleepers, staff, tiers)))
    today = FirstDay(kit, teams_of(staff), theatres, sessions).build(codes_from(len(demands) + 1))
    return records.Hospital(
        name_zh=tables.hospital[0].name_zh,
        name_en=tables.hospital[0].name_en,
        start=timeline.start,
        days=kit.days,
        campuses=structure.campuses,
        buildings=structure.buildings,
        wards=tuple(unit.ward for unit in structure.units),
        rooms=tuple(room for unit in structure.units for room in unit.rooms),
        beds=tuple(bed for unit in structure.units for bed in unit.beds),
        specialties=_specialties(tables),
        sisters=tiers,
        diagnoses=_diagnoses(tables),
        organisms=_organisms(tables),
        flags=_flags(tables),
        procedures=_procedures(tables),
        staff=staff,
        theatres=theatres,
        sessions=sessions,
        occupants=occupants,
        closures=build_closures(kit, {occupant.bed for occupant in occupants}),
        demands=in_order((*demands, *today)),
        past_stays=Past(kit).build(streams),
        exams=build_exams(tables),
        exam_devices=build_devices(tables, len(structure.campuses)),
        pre_admission_steps=build_steps(tables),
        partners=build_partners(kit),
        referral_quotas=build_quotas(kit),
        offered_beds=build_offers(kit),
        nurses=build_nurses(tables, structure, staff),
    )


def _specialties(tables: Tables) -> tuple[records.Specialty, ...]:
    return tuple(
        records.Specialty(code=row.code, name_zh=row.name_zh, name_en=row.name_en, surgical=bool(row.operation_share))
        for row in tables.specialties
    )


def _diagnoses(tables: Tables) -> tuple[records.Diagnosis, ...]:
    by_code = {row.icd10: row for row in reversed(tables.diagnoses)}
    return tuple(
        records.Diagnosis(code=code, name_zh=row.name_zh, name_en=row.name_en) for code, row in sorted(by_code.items())
    )


def _organisms(tables: Tables) -> tuple[records.Organism, ...]:
    by_code = {row.code: row for row in reversed(tables.organisms)}
    return tuple(
        records.Organism(
            code=code,
            name_zh=row.name_zh,
            name_en=row.name_en,
            isolation=row.isolation,
            negative_pressure=row.negative_pressure,
        )
        for code, row in sorted(by_code.items())
    )


def _flags(tables: Tables) -> tuple[records.Flag, ...]:
    by_code = {row.flag: row for row in reversed(tables.flags)}
    return tuple(
        records.Flag(code=code, name_zh=row.name_zh, name_en=row.name_en) for code, row in sorted(by_code.items())
    )


def _procedures(tables: Tables) -> tuple[records.Procedure, ...]:
    return tuple(
        records.Procedure(
            code=row.code,
            icd9=row.icd9,
            name_zh=row.name_zh,
            name_en=row.name_en,
            specialty=row.specialty,
            anaesthesia=row.anaesthesia,
            bed_kind=row.bed_kind,
            preparation_minutes=row.preparation_minutes,
            theatre_minutes=row.theatre_minutes,
            recovery_minutes=row.recovery_minutes,
        )
        for row in tables.procedures
    )
