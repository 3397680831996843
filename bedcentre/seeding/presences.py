"""Who is in which kind of bed from when to when, if nobody is moved: the people whom moves are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bedcentre.seeding.arriving import Arrival
from bedcentre.seeding.occupants import Sleeper
from bedcentre.seeding.records import Patient


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Somebody in a bed from minute ``begins`` to ``ends``: known by the bed at the start, or by a demand's code."""

    patient: Patient
    specialty: str
    diagnosis: str | None
    level: str
    begins: int
    ends: int
    organism: str | None
    bed: str | None = None
    demand: str | None = None


def presences(sleepers: Iterable[Sleeper], arrivals: Iterable[Arrival]) -> Iterator[Presence]:
    """Everybody who lies in a bed at the start and stays there, then everybody who comes."""
    for sleeper in sleepers:
        occupant = sleeper.occupant
        yield Presence(
            patient=occupant.patient,
            specialty=occupant.specialty,
            diagnosis=occupant.diagnosis,
            level=sleeper.level,
            begins=sleeper.begun,
            ends=sleeper.leaves,
            organism=occupant.organism,
            bed=occupant.bed,
        )
    for arrival in arrivals:
        demand = arrival.demand
        yield Presence(
            patient=demand.patient,
            specialty=demand.specialty,
            diagnosis=demand.diagnosis,
            level=arrival.level,
            begins=arrival.begins,
            ends=arrival.ends,
            organism=demand.organism,
            demand=demand.code,
        )
