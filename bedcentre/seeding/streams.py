"""How many patients come per day, by specialty and way in, so that the house stays as full as it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from bedcentre.seeding.census import Census
from bedcentre.seeding.stays import Stays, Stream
from bedcentre.seeding.structure import CRITICAL_CARE, Structure
from bedcentre.seeding.tables import Tables
from bedcentre.seeding.timeline import DAY, Minutes, Timeline

HDU_FROM_ICU = 0.25
"""Share of the patients leaving ICU who go to HDU first (assumption)."""


def build_streams(tables: Tables, structure: Structure, census: Census, stays: Stays) -> tuple[Stream, ...]:
    """All ways into a bed other than day surgery and moves, with their patients per average day."""
    critical = tuple(_critical(tables, structure, census, stays))
    return (*critical, *_ward(tables, _in_wards(structure, census), stays, _coming_down(tables, critical)))


def critical_mix(tables: Tables, owner: str) -> dict[str, float]:
    """Whose patients lie in an intensive-care ward of ``owner``, as shares."""
    if owner != CRITICAL_CARE:
        return {owner: 1.0}
    total = sum(row.icu_weight for row in tables.specialties)
    return {row.code: row.icu_weight / total for row in tables.specialties if row.icu_weight}


def arrivals(rng: np.random.Generator, timeline: Timeline, stream: Stream, first_day: int, days: int) -> Minutes:
    """Minutes at which patients of a stream come in ``days`` days from ``first_day`` on."""
    factors = timeline.factors(stream.kind)[timeline.back + first_day : timeline.back + first_day + days]
    counts = rng.poisson(stream.per_day * factors)
    day = np.repeat(np.arange(first_day, first_day + days), counts)
    return np.asarray(day * DAY + timeline.times_of_day(rng, stream.kind, len(day)), dtype=np.int64)


def _critical(tables: Tables, structure: Structure, census: Census, stays: Stays) -> Iterator[Stream]:
    present: Counter[tuple[str, str]] = Counter()
    for unit in structure.units:
        if unit.template.level in {"icu", "hdu"}:
            present[unit.ward.specialty, unit.template.level] += census[unit.ward.code].total()
    for (owner, level), patients in present.items():
        from_outside = 1 - HDU_FROM_ICU if level == "hdu" else 1
        for specialty, share in critical_mix(tables, owner).items():
            stream = Stream(specialty=specialty, kind="emergency", level=level)
            per_day = patients * share * from_outside / stays.mean_days(stream)
            yield Stream(specialty=specialty, kind="emergency", level=level, per_day=per_day)


def _coming_down(tables: Tables, critical: tuple[Stream, ...]) -> dict[str, float]:
    """Patients per day who reach each specialty's wards from ICU or HDU."""
    shares: dict[str, float] = {row.bed_kind: row.step_down_share / 100 for row in tables.levels}
    per_day: defaultdict[str, float] = defaultdict(float)
    for stream in critical:
        per_day[stream.specialty] += stream.per_day * shares[stream.level]
    return per_day


def _in_wards(structure: Structure, census: Census) -> Counter[str]:
    """Patients of each specialty in wards, without those in intensive care or observation."""
    return sum(
        (census[unit.ward.code] for unit in structure.units if unit.template.level == "ward"), start=Counter[str]()
    )


def _ward(tables: Tables, present: Counter[str], stays: Stays, coming_down: dict[str, float]) -> Iterator[Stream]:
    for row in tables.specialties:
        ways = stays.ways(row.code)
        if not ways:
            continue
        means = {kind: stays.mean_days(Stream(specialty=row.code, kind=kind, level="ward")) for kind in ways}
        came_down = coming_down.get(row.code, 0.0) * means.get("emergency", 0.0)
        admitted = max(present[row.code] - came_down, 0.0) / sum(ways[kind] * means[kind] for kind in ways)
        for kind, share in ways.items():
            yield Stream(specialty=row.code, kind=kind, level="ward", per_day=admitted * share)
