"""Which of a ward's beds would take a patient at once, and what speaks against the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.intervals import Span
from bedcentre.domain.messages import Message
from bedcentre.domain.suitability import Candidate
from bedcentre.usecases.beds import not_now
from bedcentre.usecases.board.choices import House
from bedcentre.usecases.placement import claims_against, rules_against
from bedcentre.usecases.ports import Reader

MOMENT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One bed that a patient might be put into now; ``against``: why not (none: it would do)."""

    bed_id: int
    label: str
    number: str
    against: tuple[Message, ...]

    @property
    def suitable(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.against


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChoices:
    """The beds of a ward for one patient. A choice is sent to ``path``; ``seen``: what is on show of their own bed."""

    name: str
    path: str
    seen: str
    entries: tuple[Entry, ...]


def entries(reader: Reader, candidate: Candidate, ward_id: int, end: datetime) -> list[Entry]:
    """The ward's empty beds for a patient who would lie there from now to ``end``: those that would do first."""
    house = House(reader, ward_ids={ward_id})
    drawn = [
        Entry(
            bed_id=each.bed.id,
            label=each.bed.label,
            number=each.bed.label.removeprefix(f"{each.ward.code}-"),
            against=_against(reader, house, candidate, each, end),
        )
        for each in house.beds
        if each.patient is None
    ]
    return sorted(drawn, key=lambda entry: not entry.suitable)


def _against(
    reader: Reader, house: House, candidate: Candidate, situation: BedSituation, end: datetime
) -> tuple[Message, ...]:
    if situation.actual is not None:
        return (not_now(situation),)
    at_once = Span(reader.now, reader.now + MOMENT)
    return (
        *claims_against(house, situation, candidate.demand_id, at_once),
        *rules_against(house, candidate, situation, Span(reader.now, end)),
    )
