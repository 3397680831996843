"""Reading the seed tables: every row checked, all findings reported at once, nothing half-read."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from bedcentre.seeding import rows
from bedcentre.seeding.errors import SeedError
from bedcentre.seeding.references import findings_across

SEED_DATA = Path(__file__).resolve().parents[2] / "seed_data"
"""Where the tables are kept in the project."""

R = TypeVar("R", bound=rows.Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All seed tables, in the order of their rows."""

    hospital: tuple[rows.HospitalRow, ...]
    campuses: tuple[rows.CampusRow, ...]
    buildings: tuple[rows.BuildingRow, ...]
    wards: tuple[rows.WardRow, ...]
    specialties: tuple[rows.SpecialtyRow, ...]
    sisters: tuple[rows.SisterRow, ...]
    stays: tuple[rows.StayRow, ...]
    levels: tuple[rows.LevelRow, ...]
    diagnoses: tuple[rows.DiagnosisRow, ...]
    needs: tuple[rows.NeedRow, ...]
    flags: tuple[rows.FlagRow, ...]
    organisms: tuple[rows.OrganismRow, ...]
    procedures: tuple[rows.ProcedureRow, ...]
    triage: tuple[rows.TriageRow, ...]
    hours: tuple[rows.HourRow, ...]
    days: tuple[rows.DayRow, ...]
    closures: tuple[rows.ClosureRow, ...]
    theatres: tuple[rows.TheatreRow, ...]
    sessions: tuple[rows.SessionRow, ...]
    staff: tuple[rows.StaffRow, ...]
    exams: tuple[rows.ExamRow, ...]
    exam_devices: tuple[rows.ExamDeviceRow, ...]
    preadmission: tuple[rows.PreAdmissionRow, ...]
    partners: tuple[rows.PartnerRow, ...]
    partner_quotas: tuple[rows.PartnerQuotaRow, ...]
    partner_beds: tuple[rows.PartnerBedsRow, ...]
    rota: tuple[rows.RotaRow, ...]
    surnames: tuple[rows.SurnameRow, ...]
    given_names: tuple[rows.GivenNameRow, ...]

    def specialty(self, code: str) -> rows.SpecialtyRow:
        """The specialty with that code."""
        return next(row for row in self.specialties if row.code == code)

    @property
    def operating_specialties(self) -> frozenset[str]:
        """The specialties whose doctors operate, in the main theatres or on day cases."""
        with_procedures = {row.specialty for row in self.procedures}
        return frozenset(with_procedures | {row.code for row in self.specialties if row.operation_share})


def read_tables(folder: Path = SEED_DATA) -> Tables:
    """Read and check every table in ``folder``.

    Raises:
        SeedError: naming file, row (the header is row 1), field and how to mend it, for everything found.
    """
    findings: list[str] = []
    tables = Tables(
        hospital=_read(folder, rows.HospitalRow, findings),
        campuses=_read(folder, rows.CampusRow, findings),
        buildings=_read(folder, rows.BuildingRow, findings),
        wards=_read(folder, rows.WardRow, findings),
        specialties=_read(folder, rows.SpecialtyRow, findings),
        sisters=_read(folder, rows.SisterRow, findings),
        stays=_read(folder, rows.StayRow, findings),
        levels=_read(folder, rows.LevelRow, findings),
        diagnoses=_read(folder, rows.DiagnosisRow, findings),
        needs=_read(folder, rows.NeedRow, findings),
        flags=_read(folder, rows.FlagRow, findings),
        organisms=_read(folder, rows.OrganismRow, findings),
        procedures=_read(folder, rows.ProcedureRow, findings),
        triage=_read(folder, rows.TriageRow, findings),
        hours=_read(folder, rows.HourRow, findings),
        days=_read(folder, rows.DayRow, findings),
        closures=_read(folder, rows.ClosureRow, findings),
        theatres=_read(folder, rows.TheatreRow, findings),
        sessions=_read(folder, rows.SessionRow, findings),
        staff=_read(folder, rows.StaffRow, findings),
        exams=_read(folder, rows.ExamRow, findings),
        exam_devices=_read(folder, rows.ExamDeviceRow, findings),
        preadmission=_read(folder, rows.PreAdmissionRow, findings),
        partners=_read(folder, rows.PartnerRow, findings),
        partner_quotas=_read(folder, rows.PartnerQuotaRow, findings),
        partner_beds=_read(folder, rows.PartnerBedsRow, findings),
        rota=_read(folder, rows.RotaRow, findings),
        surnames=_read(folder, rows.SurnameRow, findings),
        given_names=_read(folder, rows.GivenNameRow, findings),
    )
    if not findings:
        findings.extend(findings_across(tables))
    if findings:
        raise SeedError(findings)
    return tables


def _read(folder: Path, model: type[R], findings: list[str]) -> tuple[R, ...]:
    path = folder / model.file
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        findings.append(f"{model.file}: not found in {folder}; put the table there or name the right folder.")
        return ()
    except UnicodeDecodeError as error:
        findings.append(f"{model.file}: not UTF-8 text (byte {error.start}); save it as CSV UTF-8.")
        return ()
    reader = csv.DictReader(text.splitlines())
    header_finding = _header_finding(model, reader.fieldnames or ())
    if header_finding:
        findings.append(header_finding)
        return ()
    read: list[R] = []
    first_row: dict[tuple[object, ...], int] = {}
    for number, cells in enumerate(reader, start=2):
        row = _parse(model, number, cells, findings)
        if row is None:
            continue
        key = tuple(getattr(row, name) for name in model.key)
        if key in first_row:
            what = ", ".join(f"{name} {value}" for name, value in zip(model.key, key, strict=True))
            findings.append(
                f"{model.file}, row {number}: {what} stands already in row {first_row[key]}; delete or change one."
            )
        first_row.setdefault(key, number)
        read.append(row)
    if not read:
        findings.append(f"{model.file}: has no usable rows; it needs at least one below its header.")
    return tuple(read)


def _header_finding(model: type[rows.Row], header: Iterable[str]) -> str | None:
    wanted, found = list(model.model_fields), list(header)
    missing = [name for name in wanted if name not in found]
    unknown = [name for name in found if name not in wanted]
    if not missing and not unknown:
        return None
    parts = [f"lacks the column {name}" for name in missing] + [f"has an unknown column {name}" for name in unknown]
    return f"{model.file}, row 1: {' and '.join(parts)}; the columns are {', '.join(wanted)}."


def _parse(model: type[R], number: int, cells: dict[str, str], findings: list[str]) -> R | None:
    if None in cells or None in cells.values():
        findings.append(
            f"{model.file}, row {number}: has not {len(model.model_fields)} cells; "
            "put quotes around a cell with a comma, leave no cell out."
        )
        return None
    try:
        return model.model_validate({name: cell for name, cell in cells.items() if cell.strip()})
    except ValidationError as error:
        for detail in error.errors():
            field = str(detail["loc"][0])
            meaning = model.model_fields[field].description
            findings.append(
                f"{model.file}, row {number}, {field}: {cells[field]!r} is wrong ({detail['msg']}). "
                f"Write here: {meaning}."
            )
        return None
