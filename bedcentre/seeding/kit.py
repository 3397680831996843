"""What every maker of patients and demands needs at hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bedcentre.seeding.needs import Needs
from bedcentre.seeding.people import People
from bedcentre.seeding.stays import Stays
from bedcentre.seeding.structure import Structure
from bedcentre.seeding.tables import Tables
from bedcentre.seeding.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """The tables, the house, its calendar, and the makers of stays, needs and people.

    ``days``: demands are raised until so many days after the start's midnight.
    """

    tables: Tables
    structure: Structure
    timeline: Timeline
    stays: Stays
    needs: Needs
    people: People
    seed: int
    days: int

    @classmethod
    def assemble(cls, tables: Tables, structure: Structure, timeline: Timeline, seed: int, days: int) -> Kit:
        """The kit of one hospital."""
        return cls(
            tables=tables,
            structure=structure,
            timeline=timeline,
            stays=Stays(tables, timeline),
            needs=Needs(tables, structure, dice(seed, "needs")),
            people=People(tables, dice(seed, "people"), timeline.date(0)),
            seed=seed,
            days=days,
        )

    def dice(self, part: str) -> np.random.Generator:
        """The random numbers of one part: a change in one part leaves the others as they were."""
        return dice(self.seed, part)


def dice(seed: int, part: str) -> np.random.Generator:
    """Random numbers that depend on the seed and the part's name only."""
    return np.random.default_rng([seed, *part.encode()])
