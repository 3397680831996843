"""One demand's question: the snapshot with the engine's ids and ticks turned back into beds and clock times."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.people import Encounter
from bedcentre.domain.requests import Demand
from bedcentre.planning.snapshot import Snapshot
from bedcentre.planning.why.answer import Place
from optimizer.plan import Placement

STAY = "stay-"
"""How the engine's occupants are named: the encounter's id follows."""


def place_of(snapshot: Snapshot, placement: Placement) -> Place:
    """The bed and time of a placement."""
    it = snapshot.picture.beds[int(placement.place)]
    start = snapshot.grid.instant(placement.start)
    return Place(bed_id=it.bed.id, label=it.bed.label, ward=it.ward, start=start)


@dataclass(frozen=True, slots=True)
class Asked:
    """The demand within the hospital that it was asked about."""

    snapshot: Snapshot
    demand: Demand

    def bed(self, place: str) -> BedSituation:
        """The bed of the engine's place."""
        return self.snapshot.picture.beds[int(place)]

    def place(self, placement: Placement) -> Place:
        """The bed and time of a placement."""
        return place_of(self.snapshot, placement)

    def lying(self, occupant: str) -> tuple[BedSituation, Encounter]:
        """The bed in which the engine's occupant lies, and the occupant's encounter."""
        encounter_id = int(occupant.removeprefix(STAY))
        return next(
            (each, each.encounter)
            for each in self.snapshot.picture.beds.values()
            if each.encounter is not None and each.encounter.id == encounter_id
        )
