"""What the simulated people see when they look up: one consistent picture of the hospital, and what they remember."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.day_surgery import DayCase
from bedcentre.domain.requests import Demand
from bedcentre.simulation.chance import Chance, Memory
from bedcentre.simulation.destiny import Destiny
from bedcentre.usecases.board.picture import Picture
from bedcentre.usecases.ports import Reader

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One moment of the hospital: ``moving`` are the encounters that wait for another bed.

    ``day_cases`` are those of the patients in the day-surgery centre, by encounter. ``reader`` is for what the picture
    lacks, ``local`` the wall clock of the hospital.
    """

    picture: Picture
    reader: Reader
    chance: Chance
    destiny: Destiny
    memory: Memory
    moving: frozenset[int]
    day_cases: Mapping[int, DayCase]
    local: datetime

    @classmethod
    def of(cls, picture: Picture, reader: Reader, chance: Chance, destiny: Destiny, memory: Memory) -> Scene:
        """The scene that a picture shows."""
        asked = (demand.encounter_id for demand in picture.demands.values())
        moving = frozenset(encounter_id for encounter_id in asked if encounter_id is not None)
        here = {case.encounter_id: case for case in reader.day_cases_here() if case.encounter_id is not None}
        return cls(
            picture=picture,
            reader=reader,
            chance=chance,
            destiny=destiny,
            memory=memory,
            moving=moving,
            day_cases=here,
            local=picture.now.astimezone(picture.zone),
        )

    @property
    def now(self) -> datetime:
        """The hospital's present instant."""
        return self.picture.now

    @property
    def beds(self) -> Collection[BedSituation]:
        """All beds in board order."""
        return self.picture.beds.values()

    @property
    def demands(self) -> Collection[Demand]:
        """All open demands."""
        return self.picture.demands.values()

    def since(self, *thing: object) -> datetime:
        """Since when something has been so, as far as anybody noticed."""
        return self.memory.since(thing, self.now)

    def looks_at(self, what: str, every: timedelta) -> bool:
        """Whether somebody who looks at something that often looks at it now: the first time in each such while."""
        return self.since(what, "looked at", (self.now - EPOCH) // every) == self.now
