"""Two years of finished stays, from which lengths of stay are learned."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bedcentre.seeding.day_cases import CASES_PER_BED, SPREAD
from bedcentre.seeding.kit import Kit
from bedcentre.seeding.stays import Stream
from bedcentre.seeding.streams import arrivals
from bedcentre.seeding.timeline import DAY

DAYS = 730
COLUMNS = (
    "mrn",
    "sex",
    "age",
    "specialty",
    "ward",
    "level",
    "kind",
    "diagnosis",
    "procedure",
    "admitted_at",
    "discharged_at",
    "expected_minutes",
)


class Past:
    """Makes the stays that ended before the start."""

    def __init__(self, kit: Kit) -> None:
        self._tables = kit.tables
        self._structure = kit.structure
        self._timeline = kit.timeline
        self._stays = kit.stays
        self._rng = kit.dice("past")

    def build(self, streams: tuple[Stream, ...]) -> pd.DataFrame:
        """One row per stay, by time of admission; see the data dictionary for the columns."""
        parts = [self._of_stream(stream) for stream in streams]
        parts.append(self._of_day_surgery())
        stays = pd.concat(parts, ignore_index=True)
        stays = stays[stays["end"] <= self._timeline.now].sort_values(["begin", "mrn"], ignore_index=True)
        stays["admitted_at"] = self._timeline.moments(stays["begin"].to_numpy())
        stays["discharged_at"] = self._timeline.moments(stays["end"].to_numpy())
        stays["mrn"] = [f"H{number:08d}" for number in range(1, len(stays) + 1)]
        return stays[list(COLUMNS)]

    def _of_stream(self, stream: Stream) -> pd.DataFrame:
        begin = arrivals(self._rng, self._timeline, stream, -DAYS, DAYS)
        cases = self._stays.draw(self._rng, stream, len(begin))
        end = self._stays.settle(self._rng, begin, begin + cases.stay, stream.level)
        units = self._structure.units_for(stream.specialty, stream.level)
        codes = np.array([unit.ward.code for unit in units])
        beds = np.array([len(unit.beds) for unit in units], dtype=float)
        diagnoses = np.array([row.icd10 for row in self._stays.diagnoses(stream.specialty)])
        return pd.DataFrame(
            {
                "mrn": "",
                "sex": np.where(cases.male, "M", "F"),
                "age": cases.age.astype(int),
                "specialty": stream.specialty,
                "ward": self._rng.choice(codes, size=len(begin), p=beds / beds.sum()),
                "level": stream.level,
                "kind": stream.kind,
                "diagnosis": diagnoses[cases.diagnosis],
                "procedure": "",
                "begin": begin,
                "end": end,
                "expected_minutes": cases.typical,
            }
        )

    def _of_day_surgery(self) -> pd.DataFrame:
        units = [unit for unit in self._structure.units if unit.template.level == "day"]
        per_day = CASES_PER_BED * sum(len(unit.beds) for unit in units)
        back = self._timeline.back
        factors = self._timeline.factors("day_surgery")[back - DAYS : back]
        day = np.repeat(np.arange(-DAYS, 0), self._rng.poisson(per_day * factors))
        procedures = pd.DataFrame([row.model_dump() for row in self._tables.procedures])
        drawn = procedures.sample(
            n=len(day), replace=True, weights=procedures["weight"], random_state=self._rng
        ).reset_index(drop=True)
        begin = day * DAY + self._rng.integers(7 * 60, 14 * 60, size=len(day))
        preparation = drawn["preparation_minutes"].to_numpy()
        after = (drawn["theatre_minutes"] + drawn["recovery_minutes"]).to_numpy()
        length = preparation + np.round(after * self._rng.lognormal(0, SPREAD, size=len(day)))
        sexes = self._rng.choice(["F", "M"], size=len(day))
        low, high = drawn["age_min"].to_numpy(), drawn["age_max"].to_numpy()
        return pd.DataFrame(
            {
                "mrn": "",
                "sex": np.where(drawn["sex"] == "any", sexes, drawn["sex"]),
                "age": (low + self._rng.beta(2, 2, size=len(day)) * (high + 0.99 - low)).astype(int),
                "specialty": drawn["specialty"],
                "ward": self._rng.choice([unit.ward.code for unit in units], size=len(day)),
                "level": "day",
                "kind": "day_surgery",
                "diagnosis": "",
                "procedure": drawn["code"],
                "begin": begin,
                "end": (begin + length).astype(np.int64),
                "expected_minutes": preparation + after,
            }
        )
