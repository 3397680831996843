"""Fictional people: names, ages, sexes, flags."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from bedcentre.seeding.records import Patient
from bedcentre.seeding.rows import GivenNameRow, SpecialtyRow
from bedcentre.seeding.tables import Tables

YEAR = 365.2425
FIRST_MRN = 60_000_001


class People:
    """Makes new people one after another; no two share a medical record number, which count from ``first_mrn``."""

    def __init__(self, tables: Tables, rng: np.random.Generator, today: date, first_mrn: int = FIRST_MRN) -> None:
        self._tables = tables
        self._rng = rng
        self._today = today
        self._next_mrn = first_mrn
        weights = np.array([row.weight for row in tables.surnames], dtype=float)
        self._surname_edges = np.cumsum(weights / weights.sum())

    def name(self, sex: str, born: int) -> tuple[str, str]:
        """A name and its pinyin, as usual for somebody of that sex and year of birth."""
        place = int(np.searchsorted(self._surname_edges, self._rng.random() * self._surname_edges[-1]))
        surname = self._tables.surnames[place]
        given = self._given(sex, born)
        return surname.surname + given.given, f"{surname.pinyin} {given.pinyin}"

    def patient(self, sex: str, age: float, specialty: str) -> Patient:
        """A new patient of a specialty, ``age`` years old (with its fraction) on the start's day."""
        birth_date = self._today - timedelta(days=int(age * YEAR))
        name, _ = self.name(sex, birth_date.year)
        mrn = f"P{self._next_mrn}"
        self._next_mrn += 1
        return Patient(
            mrn=mrn,
            name=name,
            sex=sex,
            birth_date=birth_date,
            flags=frozenset(self._flags(int(age), specialty)),
        )

    def preferences(self, patient: Patient) -> frozenset[str]:
        """What a bed should have for the flags the patient carries."""
        return frozenset(want for row in self._tables.flags if row.flag in patient.flags for want in row.prefers)

    def _given(self, sex: str, born: int) -> GivenNameRow:
        fitting = [row for row in self._tables.given_names if row.sex == sex and row.born_from <= born <= row.born_to]
        return fitting[self._rng.integers(len(fitting))]

    def _flags(self, age: int, specialty: str) -> list[str]:
        return [
            row.flag
            for row in self._tables.flags
            if row.specialty in {"", specialty}
            and row.age_min <= age <= row.age_max
            and self._rng.random() * 100 < row.share
        ]


def draw_ages(rng: np.random.Generator, row: SpecialtyRow, count: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Ages in years with their fraction, within the specialty's limits."""
    ages = rng.normal(row.age_mean, row.age_sd, size=count)
    low, high = row.age_min, row.age_max + 0.99
    outside = (ages < low) | (ages > high)
    ages[outside] = rng.uniform(low, high, size=int(outside.sum()))
    return np.asarray(ages, dtype=np.float64)
