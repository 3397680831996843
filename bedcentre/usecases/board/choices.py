"""Every bed for one demand, best first, with all reasons against: refusals are shown before choosing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.intervals import Span
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Patient
from bedcentre.domain.places import Ward
from bedcentre.domain.requests import Demand
from bedcentre.domain.suitability import Candidate
from bedcentre.usecases.placement import claims_against, earliest_start, rules_against
from bedcentre.usecases.ports import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One bed for a demand. ``start``: from when it could be theirs.

    ``rules`` speak against it and may be overridden with a signed reason; ``taken`` may not: somebody has it.
    ``tier``: 0 own ward, 1 sister ward, 2 any other; None = outside.
    """

    bed_id: int
    label: str
    ward: Ward
    start: datetime
    tier: int | None
    rules: tuple[Message, ...]
    taken: tuple[Message, ...]

    @property
    def suitable(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.rules and not self.taken

    @property
    def against(self) -> tuple[Message, ...]:
        """All reasons against, the ones nobody may override first."""
        return self.taken + self.rules


class House:
    """The beds' surroundings read once, so that a thousand beds (or one ward's) can be asked about in one go."""

    def __init__(self, reader: Reader, ward_ids: Collection[int] | None = None) -> None:
        self.zone: ZoneInfo = reader.zone
        self.beds = reader.beds(ward_ids=ward_ids)
        self.tier = reader.tier
        self._rooms: dict[int, list[BedSituation]] = {}
        for situation in self.beds:
            self._rooms.setdefault(situation.room.id, []).append(situation)
        self._room_of = {situation.bed.id: situation.room.id for situation in self.beds}

    def roommates(self, bed_id: int) -> Sequence[BedSituation]:
        """The other beds of the same room."""
        return [each for each in self._rooms[self._room_of[bed_id]] if each.bed.id != bed_id]


def choices(reader: Reader, demand: Demand) -> list[Choice]:
    """All beds of the house for the demand: suitable first, then near wards, soonest free, least wasted."""
    house = House(reader)
    return choices_among(reader, house, demand, reader.patient(demand.patient_id), house.beds)


def choices_among(
    reader: Reader, house: House, demand: Demand, patient: Patient, beds: Iterable[BedSituation]
) -> list[Choice]:
    """Some of the ``house``'s beds for the demand of a patient, in the same order."""
    candidate = Candidate.of_demand(demand, patient)
    drawn = [(_choice(house, reader, demand, candidate, each), each) for each in beds]
    drawn.sort(key=lambda pair: _worth(pair[0], pair[1], demand))
    return [choice for choice, _ in drawn]


def choice(reader: Reader, demand: Demand, bed_id: int) -> Choice:
    """One bed for the demand."""
    candidate = Candidate.of_demand(demand, reader.patient(demand.patient_id))
    return _choice(reader, reader, demand, candidate, reader.bed(bed_id))


def _choice(
    around: Reader | House, reader: Reader, demand: Demand, candidate: Candidate, situation: BedSituation
) -> Choice:
    start = earliest_start(reader, situation, demand)
    span = Span(start, start + demand.stay)
    return Choice(
        bed_id=situation.bed.id,
        label=situation.bed.label,
        ward=situation.ward,
        start=start,
        tier=around.tier(demand.specialty, situation.ward.id),
        rules=rules_against(around, candidate, situation, span),
        taken=claims_against(around, situation, demand.id, span),
    )


def _worth(choice: Choice, situation: BedSituation, demand: Demand) -> tuple[object, ...]:
    wasted = len(situation.bed.features - demand.needs - demand.prefers)
    missed = len(demand.prefers - situation.bed.features)
    tier = choice.tier if choice.tier is not None else 9
    late = choice.start > demand.latest
    return (len(choice.taken), len(choice.rules), late, tier, choice.start, missed, wasted, choice.label)
