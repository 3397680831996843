"""How long patients stay, and when in the day and week they leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bedcentre.seeding.people import draw_ages
from bedcentre.seeding.rows import DiagnosisRow, LevelRow, StayRow
from bedcentre.seeding.tables import Tables
from bedcentre.seeding.timeline import DAY, Factors, Minutes, Timeline

AGE_EFFECT = 0.006
"""Growth of the logarithm of the stay per year of age above the specialty's mean (assumption)."""
LONGEST = 120 * DAY
SHORTEST_IN_WARD = 6 * 60
SHORTEST = 60
MEAN_WAIT_TO_LEAVE = 6 * 60
"""How much later than medically possible a ward patient leaves on average, as :meth:`Stays.settle` has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Patients of one specialty who come one way, to one level of care (ward, icu, hdu, observation)."""

    specialty: str
    kind: str
    level: str
    per_day: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """Many patients of a stream, one per place in the arrays; ``typical`` is the stay planners expect."""

    age: Factors
    male: np.ndarray[tuple[int], np.dtype[np.bool_]]
    diagnosis: np.ndarray[tuple[int], np.dtype[np.int64]]
    stay: Minutes
    typical: Minutes

    def take(self, places: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Cases:
        """Those at ``places``."""
        return Cases(
            age=self.age[places],
            male=self.male[places],
            diagnosis=self.diagnosis[places],
            stay=self.stay[places],
            typical=self.typical[places],
        )


class Stays:
    """Draws patients and their stays, and settles when they leave."""

    def __init__(self, tables: Tables, timeline: Timeline) -> None:
        self._tables = tables
        self._timeline = timeline
        self._by_way: dict[tuple[str, str], StayRow] = {(row.specialty, row.kind): row for row in tables.stays}
        self._by_level: dict[str, LevelRow] = {row.bed_kind: row for row in tables.levels}
        self._discharge = timeline.factors("discharge")
        self._diagnoses = {
            row.code: tuple(each for each in tables.diagnoses if each.specialty == row.code)
            for row in tables.specialties
        }

    def diagnoses(self, specialty: str) -> tuple[DiagnosisRow, ...]:
        """The common diagnoses of a specialty."""
        return self._diagnoses[specialty]

    def has_ward_stays(self, specialty: str) -> bool:
        """Whether the specialty has patients of its own in a ward."""
        return any(way[0] == specialty for way in self._by_way)

    def ways(self, specialty: str) -> dict[str, float]:
        """How a specialty's patients come: kind → share of its admissions."""
        return {kind: row.share / 100 for (code, kind), row in self._by_way.items() if code == specialty}

    def mean_days(self, stream: Stream) -> float:
        """Mean time a patient of a stream is in bed, days."""
        median, sigma = self._parameters(stream)
        waits = MEAN_WAIT_TO_LEAVE / DAY if stream.level == "ward" else 0.0
        return float(median * np.exp(sigma**2 / 2) * self._mean_factor(stream) + waits)

    def draw(self, rng: np.random.Generator, stream: Stream, count: int) -> Cases:
        """``count`` patients of a stream."""
        row = self._tables.specialty(stream.specialty)
        median, sigma = self._parameters(stream)
        age = draw_ages(rng, row, count)
        diagnoses = self.diagnoses(stream.specialty)
        weights = np.array([each.weight for each in diagnoses], dtype=float)
        diagnosis = rng.choice(len(diagnoses), size=count, p=weights / weights.sum())
        typical = np.full(count, median * DAY)
        if stream.level == "ward":
            factors = np.array([each.stay_factor for each in diagnoses])
            typical = typical * factors[diagnosis] * np.exp(AGE_EFFECT * (age - row.age_mean))
        stay = typical * np.exp(rng.normal(0, sigma, size=count))
        shortest = SHORTEST_IN_WARD if stream.level == "ward" else SHORTEST
        return Cases(
            age=age,
            male=rng.random(count) * 100 < row.male_share,
            diagnosis=np.asarray(diagnosis, dtype=np.int64),
            stay=np.clip(stay, shortest, LONGEST).astype(np.int64),
            typical=(np.round(typical / 60) * 60).astype(np.int64),
        )

    def draw_present(self, rng: np.random.Generator, stream: Stream, count: int) -> tuple[Cases, Minutes]:
        """``count`` patients as met lying in bed (long stays are met more often), and how long they have lain."""
        choices = 24
        many = self.draw(rng, stream, count * choices)
        waits = MEAN_WAIT_TO_LEAVE if stream.level == "ward" else 0
        lengths = many.stay.reshape(count, choices) + float(waits)
        edges = np.cumsum(lengths / lengths.sum(axis=1, keepdims=True), axis=1)
        picked = (rng.random((count, 1)) > edges).sum(axis=1).clip(max=choices - 1)
        cases = many.take(np.arange(count) * choices + picked)
        return cases, ((cases.stay + waits) * rng.random(count)).astype(np.int64)

    def settle(self, rng: np.random.Generator, begun: Minutes, ended: Minutes, level: str) -> Minutes:
        """When stays that medically end at ``ended`` really do: ward patients leave by day, rarely on Sundays."""
        if level != "ward":
            return ended
        count = len(ended)
        day = ended // DAY
        for _ in range(3):
            place = np.clip(day + self._timeline.back, 0, len(self._discharge) - 1)
            day = day + (rng.random(count) > self._discharge[place])
        leave = day * DAY + self._timeline.times_of_day(rng, "discharge", count)
        return np.where(leave < begun + SHORTEST_IN_WARD, leave + DAY, leave)

    def _parameters(self, stream: Stream) -> tuple[float, float]:
        if stream.level == "ward":
            way = self._by_way.get((stream.specialty, stream.kind)) or self._by_way[stream.specialty, "emergency"]
            return way.median_days, way.sigma
        level = self._by_level[stream.level]
        return level.median_days, level.sigma

    def _mean_factor(self, stream: Stream) -> float:
        if stream.level != "ward":
            return 1.0
        diagnoses = self.diagnoses(stream.specialty)
        return sum(row.weight * row.stay_factor for row in diagnoses) / sum(row.weight for row in diagnoses)
