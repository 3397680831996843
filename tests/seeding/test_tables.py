"""Reading the tables: what is wrong is named by file, row and field, all at once."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bedcentre.seeding import SeedError, generate
from bedcentre.seeding.tables import SEED_DATA, read_tables
from tests.seeding.conftest import MONDAY

Change = Callable[[str, str, str], list[str]]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the tables that a test may spoil."""
    folder = tmp_path / "seed_data"
    shutil.copytree(SEED_DATA, folder)
    return folder


@pytest.fixture
def spoil(copy: Path) -> Change:
    """Replace text once in a table and return what reading then finds."""

    def change(file: str, old: str, new: str) -> list[str]:
        path = copy / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(SeedError) as refused:
            read_tables(copy)
        return list(refused.value.findings)

    return change


def test_the_projects_own_tables_are_right() -> None:
    tables = read_tables()
    assert sum(ward.beds for ward in tables.wards) == 1000
    assert len(tables.procedures) >= 100


def test_every_table_in_the_folder_is_read() -> None:
    read = {rows[0].file for rows in (getattr(read_tables(), name) for name in read_tables().__slots__)}
    assert read == {path.name for path in SEED_DATA.glob("*.csv")}


def test_a_wrong_cell_is_named_with_what_belongs_there(spoil: Change) -> None:
    (finding,) = spoil("surnames.csv", "王,Wang,72", "王,Wang,many")
    assert finding.startswith("surnames.csv, row 2, weight: 'many' is wrong")
    assert finding.endswith("Write here: relative frequency.")


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("surnames.csv", "王,Wang,72", "王,Wang,", "surnames.csv, row 2, weight: '' is wrong (Field required)"),
        ("surnames.csv", "王,Wang,72", "王,Wang,0", "row 2, weight: '0' is wrong"),
        ("surnames.csv", "王,Wang,72", "王,Wang", "row 2: has not 3 cells"),
        ("surnames.csv", "王,Wang,72", "王,Wang,72,1", "row 2: has not 3 cells"),
        ("surnames.csv", "李,Li,71", "王,Wang,71", "row 3: surname 王 stands already in row 2"),
        ("surnames.csv", "weight", "wieght", "row 1: lacks the column weight and has an unknown column wieght"),
        ("wards.csv", "telemetry:50", "telemetri:50", "row 2, some_features"),
        ("wards.csv", ",1 4 4,", ",1 0 4,", "row 2, room_sizes"),
        ("wards.csv", "07:00,19:00", ",", "row 6, opens: a day ward needs opens and closes"),
        ("wards.csv", "bay,day,DAYS", "bay,day,NONE", "row 6, specialty: 'NONE' is not in specialties.csv"),
        ("procedures.csv", "13.41", "13.4x", "procedures.csv, row 2, icd9: '13.4x' is wrong"),
        ("sisters.csv", "EMER,GAST", "EMER,GAST1", "row 2, sister: 'GAST1' is not in specialties.csv"),
        ("stays.csv", "GI,planned,55", "GI,planned,50", "the rows of GI add up to 95; they must add up to 100"),
        ("triage.csv", "Dying,5", "Dying,6", "triage.csv, share: the rows add up to 101"),
        ("hours.csv", "23,32", "22,32", "row 25: hour 22 stands already in row 24"),
        ("days.csv", "makeup", "mon", "row 10: day mon stands already in row 2"),
        ("levels.csv", "observation,0.6", "icu,0.6", "row 4: bed_kind icu stands already in row 2"),
        ("theatres.csv", "15,", "16,", "sessions.csv"),
        ("exams.csv", "320,\n", "320,anaesthesia\n", "exams.csv, after: "),
        ("exams.csv", "620,blood", "620,bloods", "exams.csv, row 10, after: 'bloods' is not in exams.csv"),
        ("exams.csv", "ct,60", "cat,60", "exams.csv, row 9, device_kind: 'cat' is not in exam_devices.csv"),
        ("exam_devices.csv", "07:00,15:00", "15:00,07:00", "exam_devices.csv, row 2, closes"),
        ("preadmission.csv", "GI,,", "GY,,", "preadmission.csv, row 5, specialty: 'GY' is not in specialties.csv"),
        ("given_names.csv", "M,1900,1964", "M,1970,1964", "row 2, born_from: 1970 is after born_to"),
        ("closures.csv", "0.1,2", "3,2", "closures.csv, row 2, hours_min: 3.0 is above hours_max"),
        ("flags.csv", ",75,120,", ",75,60,", "flags.csv, row 2, age_min: 75 is above age_max"),
        ("stays.csv", "REHA,planned", "DAYS,planned", "specialty: DAYS has no ward in wards.csv"),
        ("sessions.csv", "540,TBS,no", "540,NEPH,no", "NEPH has neither a procedure nor operations"),
        ("specialties.csv", "57,16,92,63,14,0,1", "57,16,92,63,14,1,1", "icu_weight: REHA has no emergency row"),
    ],
)
def test_what_is_wrong_is_named(spoil: Change, file: str, old: str, new: str, words: str) -> None:
    assert any(words in finding for finding in spoil(file, old, new))


def test_everything_wrong_is_named_at_once_and_nothing_generated(copy: Path) -> None:
    for file in ("surnames.csv", "triage.csv"):
        path = copy / file
        path.write_text(path.read_text(encoding="utf-8").replace(",5", ",five"), encoding="utf-8")
    (copy / "hours.csv").unlink()
    with pytest.raises(SeedError) as refused:
        generate(100, 1, start=MONDAY, folder=copy)
    files = {finding.split(".csv")[0] for finding in refused.value.findings}
    assert files == {"surnames", "triage", "hours"}


def test_an_empty_table_and_one_that_is_not_text_are_named(copy: Path) -> None:
    (copy / "surnames.csv").write_text("surname,pinyin,weight\n", encoding="utf-8")
    (copy / "triage.csv").write_bytes("grade,name_zh\n1,濒危\n".encode("gb18030"))
    with pytest.raises(SeedError) as refused:
        read_tables(copy)
    assert "surnames.csv: has no usable rows" in refused.value.findings[1]
    assert "triage.csv: not UTF-8 text" in refused.value.findings[0]


def test_a_table_saved_by_a_spreadsheet_with_a_byte_order_mark_is_read(copy: Path) -> None:
    path = copy / "surnames.csv"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert read_tables(copy) == read_tables()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"wards\.csv: not found in"):
        read_tables(tmp_path / "nowhere")


def test_the_data_dictionary_explains_every_table_and_column() -> None:
    words = (SEED_DATA / "README.md").read_text(encoding="utf-8")
    for name in read_tables().__slots__:
        row = getattr(read_tables(), name)[0]
        assert f"### {row.file}" in words
        for column, field in type(row).model_fields.items():
            assert f"| `{column}` | {field.description} |" in words, f"{row.file}: {column}"
        with (SEED_DATA / row.file).open(encoding="utf-8", newline="") as table:
            assert next(csv.reader(table)) == list(type(row).model_fields)
