"""Empty beds that cannot take a patient at the start: just left, being cleaned, or blocked."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from bedcentre.seeding.kit import Kit
from bedcentre.seeding.records import Closure

CLOSED_SHARE = 0.35
"""Share of the empty beds that are not ready (assumption)."""


def build_closures(kit: Kit, occupied: Collection[str]) -> tuple[Closure, ...]:
    """Some of the empty beds, in the order of the wards."""
    rng = kit.dice("closures")
    empty = [
        bed.label
        for unit in kit.structure.units
        if unit.template.level != "day"
        for bed in unit.beds
        if bed.label not in occupied
    ]
    closed = sorted(rng.permutation(len(empty))[: round(CLOSED_SHARE * len(empty))].tolist())
    return tuple(_closure(kit, empty[place], rng) for place in closed)


def _closure(kit: Kit, bed: str, rng: np.random.Generator) -> Closure:
    shares = np.array([row.share for row in kit.tables.closures], dtype=float)
    row = kit.tables.closures[rng.choice(len(shares), p=shares / shares.sum())]
    lasts = rng.uniform(row.hours_min, row.hours_max) * 60
    passed = rng.random() * lasts
    return Closure(
        bed=bed,
        kind=row.kind,
        since=kit.timeline.moment(kit.timeline.now - passed),
        expected_end=kit.timeline.moment(kit.timeline.now + lasts - passed + 1),
        reason_zh=row.name_zh,
        reason_en=row.name_en,
    )
