"""What could be done for somebody who waits too long: the ways out that the policy offers by then, with a bed each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import BedKind, EscalationLevel, EscalationWay, Feature
from bedcentre.usecases.board.choices import Choice, House, choices_among
from bedcentre.usecases.borrowing.give_backs import GiveBack, give_backs
from bedcentre.usecases.ports import Reader

SOON = timedelta(hours=4)
"""A bed later than this is no way out of a wait."""

SISTER_TIER = 1

OTHERS_WARD = {"refusal.ward_other_specialty", "refusal.ward_outside_pool"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A way out. ``takes``: the bed can be promised at once; else somebody has to leave it first."""

    way: EscalationWay
    bed_id: int
    label: str
    at: datetime
    takes: bool


class WaysOut:
    """Looks for ways out, with the house's beds read once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._house = House(reader)
        self._give_backs = give_backs(reader)
        self._soon = [each for each in self._house.beds if self._free_at(each) <= reader.now + SOON]

    def offered(self, demand: Demand, level: EscalationLevel) -> list[Offered]:
        """What the policy offers from this level on, as far as there is any."""
        levels = tuple(EscalationLevel)
        from_level = self._reader.policy.escalation_offers
        found = {each.way: each for each in self._ways(demand)}
        return [
            found[way] for way in EscalationWay if way in found and levels.index(from_level[way]) <= levels.index(level)
        ]

    def _ways(self, demand: Demand) -> Iterator[Offered]:
        patient = self._reader.patient(demand.patient_id)
        drawn = choices_among(self._reader, self._house, demand, patient, self._soon)
        beds = {each.bed.id: each for each in self._soon}
        suitable = [each for each in drawn if each.suitable and self._ordinary(beds[each.bed_id], demand)]
        yield from _first(EscalationWay.SISTER_WARD, [each for each in suitable if each.tier == SISTER_TIER])
        yield from _first(EscalationWay.FLOATING_BED, [each for each in suitable if beds[each.bed_id].bed.floating])
        couches = [each for each in drawn if beds[each.bed_id].bed.kind is BedKind.OBSERVATION and _may_observe(each)]
        yield from _first(EscalationWay.OBSERVATION, couches)
        yield from self._back(demand)
        yield from self._leaving(demand)

    def _ordinary(self, situation: BedSituation, demand: Demand) -> bool:
        """Beds that care for more than the patient needs are no way out."""
        return situation.bed.kind is BedKind.WARD or bool(demand.needs & {Feature.ICU, Feature.HDU})

    def _back(self, demand: Demand) -> Iterator[Offered]:
        """Somebody who could go home from a bed of the patient's own wards."""
        for each in self._give_backs:
            if self._is_home(each, demand):
                last = each.guest.loan.last
                yield Offered(
                    way=EscalationWay.GIVE_BACK, bed_id=last.bed_id, label=last.bed_label, at=each.free_at, takes=False
                )
                return

    def _is_home(self, give_back: GiveBack, demand: Demand) -> bool:
        return self._reader.tier(demand.specialty, give_back.guest.loan.last.ward_id) == 0

    def _leaving(self, demand: Demand) -> Iterator[Offered]:
        """Who is expected to leave the patient's own wards next."""
        homes = [
            each
            for each in self._house.beds
            if each.encounter is not None
            and not each.claims
            and each.bed.kind is BedKind.WARD
            and self._reader.tier(demand.specialty, each.ward.id) == 0
        ]
        next_out = min(homes, key=self._free_at, default=None)
        if next_out is not None and next_out.encounter is not None:
            yield Offered(
                way=EscalationWay.EARLY_DISCHARGE,
                bed_id=next_out.bed.id,
                label=next_out.bed.label,
                at=next_out.encounter.expected_discharge,
                takes=False,
            )

    def _free_at(self, situation: BedSituation) -> datetime:
        return situation.expected_free(self._reader.now, self._reader.policy.turnaround)


def _first(way: EscalationWay, choices: list[Choice]) -> Iterator[Offered]:
    """The best of them; they are in order."""
    for each in choices[:1]:
        yield Offered(way=way, bed_id=each.bed_id, label=each.label, at=each.start, takes=each.suitable)


def _may_observe(choice: Choice) -> bool:
    """Whether nothing but the specialty speaks against a few hours there; that has to be signed."""
    return not choice.taken and {rule.key for rule in choice.rules} <= OTHERS_WARD
