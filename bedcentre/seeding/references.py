"""What must fit together between the seed tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, get_args

from bedcentre.seeding import rows

if TYPE_CHECKING:
    from bedcentre.seeding.tables import Tables

HOURS = 24
WHOLE = 100


def findings_across(tables: Tables) -> Iterator[str]:
    """Every contradiction between the tables, one sentence each."""
    yield from _unknown_codes(tables)
    yield from _incomplete(tables)
    yield from _homeless(tables)
    yield from _nobody_operates(tables)
    yield from _shares(tables)
    yield from _limits(tables)


def _unknown_codes(tables: Tables) -> Iterator[str]:
    specialties = {row.code for row in tables.specialties}
    buildings = {row.code for row in tables.buildings}
    for part in (
        tables.wards,
        tables.sisters,
        tables.stays,
        tables.diagnoses,
        tables.needs,
        tables.flags,
        tables.organisms,
        tables.procedures,
        tables.sessions,
        tables.preadmission,
    ):
        yield from _unknown(part, "specialty", specialties, "specialties.csv")
    yield from _unknown(tables.sisters, "sister", specialties, "specialties.csv")
    yield from _unknown(tables.specialties, "moves_on_to", {row.specialty for row in tables.stays}, "stays.csv")
    yield from _unknown(tables.wards, "building", buildings, "buildings.csv")
    yield from _unknown(tables.theatres, "building", buildings, "buildings.csv")
    kinds = {row.kind for row in tables.exam_devices}
    yield from _unknown(tables.exams, "device_kind", kinds, "exam_devices.csv")
    yield from _unknown(tables.preadmission, "procedure", {row.code for row in tables.procedures}, "procedures.csv")
    partners = {row.code for row in tables.partners}
    yield from _unknown(tables.partner_quotas, "partner", partners, "partners.csv")
    yield from _unknown(tables.partner_beds, "partner", partners, "partners.csv")
    yield from _partners(tables)
    yield from _circles(tables)
    yield from _unknown(tables.sessions, "theatre", {row.number for row in tables.theatres}, "theatres.csv")


def _unknown(part: Sequence[rows.Row], field: str, known: Iterable[object], where: str) -> Iterator[str]:
    allowed = {*known, ""}
    for number, row in enumerate(part, start=2):
        value = getattr(row, field)
        if value not in allowed:
            yield f"{row.file}, row {number}, {field}: {value!r} is not in {where}; add it there or correct it here."


def _partners(tables: Tables) -> Iterator[str]:
    """Somebody must send patients, and nobody offers beds they do not have."""
    if not any(row.sends for row in tables.partners):
        yield "partners.csv, sends: is 0 in every row; at least one must be above 0."
    has = {(row.code, kind) for row in tables.partners for kind in row.offers}
    known = {row.code for row in tables.partners}
    for number, row in enumerate(tables.partner_beds, start=2):
        if row.partner in known and (row.partner, row.kind) not in has:
            yield (
                f"{row.file}, row {number}, kind: {row.partner} has no {row.kind} beds; "
                "add the kind to its offers in partners.csv or correct it here."
            )


def _circles(tables: Tables) -> Iterator[str]:
    """Tests must wait for known tests, and never for each other."""
    after = {row.code: set(row.after) for row in tables.exams}
    for number, row in enumerate(tables.exams, start=2):
        strange = row.after and sorted(set(row.after) - after.keys())
        if strange:
            yield f"{row.file}, row {number}, after: {strange[0]!r} is not in exams.csv; add it or correct it here."
    try:
        TopologicalSorter(after).prepare()
    except CycleError as error:
        yield f"exams.csv, after: {' waits for '.join(error.args[1])}; take one of them out."


def _incomplete(tables: Tables) -> Iterator[str]:
    hours = {row.hour for row in tables.hours}
    missing_hours = [str(hour) for hour in range(HOURS) if hour not in hours]
    if missing_hours:
        yield f"hours.csv: lacks the hours {', '.join(missing_hours)}; it needs one row for each of 0 to 23."
    days = {row.day for row in tables.days}
    missing_days = [day for day in get_args(rows.DayKind) if day not in days]
    if missing_days:
        yield f"days.csv: lacks {', '.join(missing_days)}; it needs one row for each kind of day."
    for part in (tables.hours, tables.days, tables.closures):
        weights = [name for name in type(part[0]).model_fields if type(part[0]).model_fields[name].annotation is int]
        for name in weights:
            if not any(getattr(row, name) for row in part):
                yield f"{part[0].file}, {name}: is 0 in every row; at least one must be above 0."


def _homeless(tables: Tables) -> Iterator[str]:
    """Patients for whom no ward, length of stay or diagnosis is given."""
    levels = {row.bed_kind for row in tables.levels}
    for number, ward in enumerate(tables.wards, start=2):
        if ward.level in {"icu", "hdu", "observation"} and ward.level not in levels:
            yield f"wards.csv, row {number}, level: {ward.level} has no row in levels.csv; add one."
        if ward.level == "day" and (ward.opens is None or ward.closes is None):
            yield f"wards.csv, row {number}, opens: a day ward needs opens and closes; write both, e.g. 07:00."
    if all(ward.level != "day" for ward in tables.wards):
        yield "wards.csv, level: no ward is a day ward; the procedures need at least one."
    diagnosed = {row.specialty for row in tables.diagnoses}
    housed = {row.specialty for row in tables.wards if row.level == "ward"}
    for number, stay in enumerate(tables.stays, start=2):
        if stay.specialty not in diagnosed:
            yield f"stays.csv, row {number}, specialty: {stay.specialty} has no row in diagnoses.csv; add one."
        if stay.specialty not in housed:
            yield f"stays.csv, row {number}, specialty: {stay.specialty} has no ward in wards.csv; add one."
    emergency = {row.specialty for row in tables.stays if row.kind == "emergency"}
    for number, specialty in enumerate(tables.specialties, start=2):
        if specialty.icu_weight and specialty.code not in emergency:
            yield (
                f"specialties.csv, row {number}, icu_weight: {specialty.code} has no emergency row in stays.csv; "
                "add one or write 0."
            )


def _nobody_operates(tables: Tables) -> Iterator[str]:
    if not any(row.role == "surgeon" and row.scope == "operating" and row.at_least for row in tables.staff):
        yield "staff.csv: no post of surgeons for every operating specialty; add one with at_least 1 or more."
    operating = tables.operating_specialties
    for number, session in enumerate(tables.sessions, start=2):
        if session.specialty and session.specialty not in operating:
            yield (
                f"sessions.csv, row {number}, specialty: {session.specialty} has neither a procedure nor operations; "
                "give the session to one that has."
            )
    with_sessions = {session.specialty for session in tables.sessions}
    for number, procedure in enumerate(tables.procedures, start=2):
        if procedure.specialty not in with_sessions:
            yield (
                f"procedures.csv, row {number}, specialty: {procedure.specialty} has no session in sessions.csv; "
                "add one."
            )


def _shares(tables: Tables) -> Iterator[str]:
    sums: defaultdict[str, int] = defaultdict(int)
    for row in tables.stays:
        sums[row.specialty] += row.share
    for specialty, total in sums.items():
        if total != WHOLE:
            yield f"stays.csv, share: the rows of {specialty} add up to {total}; they must add up to {WHOLE}."
    total = sum(row.share for row in tables.triage)
    if total != WHOLE:
        yield f"triage.csv, share: the rows add up to {total}; they must add up to {WHOLE}."


def _limits(tables: Tables) -> Iterator[str]:
    parts: tuple[Sequence[rows.WardRow | rows.SpecialtyRow | rows.ProcedureRow | rows.FlagRow], ...] = (
        tables.wards,
        tables.specialties,
        tables.procedures,
        tables.flags,
    )
    for part in parts:
        for number, row in enumerate(part, start=2):
            if row.age_min > row.age_max:
                yield f"{row.file}, row {number}, age_min: {row.age_min} is above age_max; swap or correct them."
    for number, closure in enumerate(tables.closures, start=2):
        if closure.hours_min > closure.hours_max:
            yield f"closures.csv, row {number}, hours_min: {closure.hours_min} is above hours_max; correct them."
    for number, name in enumerate(tables.given_names, start=2):
        if name.born_from > name.born_to:
            yield f"given_names.csv, row {number}, born_from: {name.born_from} is after born_to; correct them."
