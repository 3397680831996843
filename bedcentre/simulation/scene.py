"""What the simulated people see when they look up: one consistent view of the hospital and what they remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.requests import Demand
from bedcentre.simulation.chance import Chance, Memory
from bedcentre.simulation.destiny import Destiny
from bedcentre.usecases.ports import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One moment of the hospital: ``moving`` are the encounters that already wait for another bed."""

    reader: Reader
    chance: Chance
    destiny: Destiny
    memory: Memory
    now: datetime
    beds: Sequence[BedSituation]
    demands: Sequence[Demand]
    moving: frozenset[int]

    @classmethod
    def look(cls, reader: Reader, chance: Chance, destiny: Destiny, memory: Memory) -> Scene:
        """See the whole hospital as it is now."""
        demands = reader.open_demands()
        return cls(
            reader=reader,
            chance=chance,
            destiny=destiny,
            memory=memory,
            now=reader.now,
            beds=reader.beds(),
            demands=demands,
            moving=frozenset(each.encounter_id for each in demands if each.encounter_id is not None),
        )

    @property
    def local(self) -> datetime:
        """The wall clock of the hospital."""
        return self.now.astimezone(self.reader.zone)

    def since(self, *thing: object) -> datetime:
        """Since when something has been so, as far as anybody noticed."""
        return self.memory.since(thing, self.now)
