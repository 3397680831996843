"""Demands of people already in the house: step-down from ICU and HDU, transfers and give-backs of borrowed beds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from bedcentre.seeding.kit import Kit
from bedcentre.seeding.presences import Presence
from bedcentre.seeding.records import Demand
from bedcentre.seeding.stays import Stream
from bedcentre.seeding.streams import HDU_FROM_ICU
from bedcentre.seeding.timeline import DAY

STEP_DOWN_PATIENCE = 6 * 60
"""A patient fit to leave ICU should be out within six hours (reference line in the requirements)."""
TRANSFER_PATIENCE = DAY
WAITING_SHARE = 0.12
"""Share of the patients in ICU and HDU at the start who are fit to leave and wait for a bed (assumption)."""
GIVE_BACK_SHARE = 0.6
"""Share of those in a borrowed bed whom their own ward asks back (assumption)."""
TRANSFERS_PER_BED = 0.004
"""Other moves between wards per bed and average day (assumption)."""
WORTH_MOVING = 36 * 60
"""Nobody is moved who will leave within so many minutes (assumption)."""
SETTLED = 12 * 60
"""Nobody is moved within so many minutes of arriving (assumption)."""


class Moves:
    """Makes the demands of people who already have a bed; ``codes`` numbers them."""

    def __init__(self, kit: Kit, codes: Iterator[str]) -> None:
        tables = kit.tables
        self._beds = kit.structure.beds
        self._days = kit.days
        self._timeline = kit.timeline
        self._stays = kit.stays
        self._needs = kit.needs
        self._people = kit.people
        self._codes = codes
        self._rng = kit.dice("moves")
        self._organisms = {row.code: row for row in tables.organisms}
        self._step_down_shares: dict[str, float] = {row.bed_kind: row.step_down_share / 100 for row in tables.levels}
        self._onward_to = {row.code: row.moves_on_to for row in tables.specialties}
        self._sisters = {
            row.code: tuple(each.sister for each in tables.sisters if each.specialty == row.code)
            for row in tables.specialties
        }

    def step_downs(self, present: Iterable[Presence]) -> Iterator[Demand]:
        """Out of ICU into HDU or a ward, out of HDU into a ward, each when fit to leave."""
        queue = [presence for presence in present if presence.level in {"icu", "hdu"}]
        for presence in queue:
            raised = self._fit_at(presence)
            if raised >= self._days * DAY or self._rng.random() >= self._step_down_shares[presence.level]:
                continue
            to_hdu = presence.level == "icu" and self._rng.random() < HDU_FROM_ICU
            stream = Stream(specialty=presence.specialty, kind="step_down", level="hdu" if to_hdu else "ward")
            case = self._stays.draw(self._rng, stream, 1)
            begins = max(raised, self._timeline.now)
            begun, ended = np.array([begins]), begins + case.stay
            ends: int = self._stays.settle(self._rng, begun, ended, stream.level)[0].item()
            demand = self._demand(presence, stream, raised, STEP_DOWN_PATIENCE, (case.typical[0].item(), ends - begins))
            yield demand
            if to_hdu:
                queue.append(
                    Presence(
                        patient=presence.patient,
                        specialty=presence.specialty,
                        diagnosis=presence.diagnosis,
                        level="hdu",
                        begins=begins,
                        ends=ends,
                        organism=presence.organism,
                        demand=demand.code,
                    )
                )

    def give_backs(self, borrowed: Iterable[Presence]) -> Iterator[Demand]:
        """Patients in another specialty's ward whom their own ward asks back."""
        for presence in borrowed:
            raised = self._timeline.now + int(self._rng.integers(-SETTLED, 5 * DAY))
            if self._rng.random() < GIVE_BACK_SHARE and raised + WORTH_MOVING < presence.ends:
                yield self._transfer(presence, presence.specialty, raised, presence.ends - raised)

    def transfers(self, candidates: Iterable[Presence]) -> Iterator[Demand]:
        """Patients who move on to rehabilitation or hospice, or to a sister specialty for another illness."""
        left = [each for each in candidates if each.organism is None and self._sisters[each.specialty]]
        factors = self._timeline.factors("transfer")[self._timeline.back :]
        for day in range(self._days):
            count = int(self._rng.poisson(TRANSFERS_PER_BED * self._beds * factors[day]))
            for minute in self._timeline.times_of_day(self._rng, "transfer", count).tolist():
                raised = day * DAY + minute
                place = self._movable(left, raised)
                if place is not None and raised >= self._timeline.now:
                    yield self._onward(left.pop(place), raised)

    def _fit_at(self, presence: Presence) -> int:
        """When somebody is fit to leave ICU or HDU: some already were before the start."""
        if presence.bed is not None and self._rng.random() < WAITING_SHARE:
            return self._timeline.now - int(self._rng.integers(10, 2 * STEP_DOWN_PATIENCE))
        round_time = presence.ends // DAY * DAY + self._timeline.times_of_day(self._rng, "step_down", 1)[0].item()
        return round_time if round_time > max(presence.begins, self._timeline.now) else presence.ends

    def _movable(self, present: list[Presence], minute: int) -> int | None:
        """The place in ``present`` of somebody who lies in a bed then and will for some time."""
        there = [
            place for place, each in enumerate(present) if each.begins + SETTLED <= minute <= each.ends - WORTH_MOVING
        ]
        return there[self._rng.integers(len(there))] if there else None

    def _onward(self, presence: Presence, raised: int) -> Demand:
        onward = self._onward_to[presence.specialty]
        if onward:
            stream = Stream(specialty=onward, kind="planned", level="ward")
            stay: int = self._stays.draw(self._rng, stream, 1).stay[0].item()
            return self._transfer(presence, onward, raised, stay)
        sisters = self._sisters[presence.specialty]
        target = sisters[self._rng.integers(len(sisters))]
        return self._transfer(presence, target, raised, presence.ends - raised)

    def _transfer(self, presence: Presence, specialty: str, raised: int, true_minutes: int) -> Demand:
        stream = Stream(specialty=specialty, kind="transfer", level="ward")
        expected = round(true_minutes * self._rng.lognormal(0, 0.3) / 60) * 60
        return self._demand(presence, stream, raised, TRANSFER_PATIENCE, (expected, true_minutes))

    def _demand(self, presence: Presence, stream: Stream, raised: int, patience: int, stay: tuple[int, int]) -> Demand:
        """One move; ``stay`` is its expected and its true minutes."""
        organism = self._organisms[presence.organism] if presence.organism else None
        needs = self._needs.of_demand(stream.specialty, stream.level, organism)
        expected, true = stay
        return Demand(
            code=next(self._codes),
            kind=stream.kind,
            patient=presence.patient,
            specialty=stream.specialty,
            diagnosis=presence.diagnosis,
            raised_at=self._timeline.moment(raised),
            wanted_from=self._timeline.moment(raised),
            latest=self._timeline.moment(raised + patience),
            expected_minutes=max(60, expected),
            true_minutes=true,
            needs=needs,
            prefers=self._people.preferences(presence.patient) - needs,
            organism=presence.organism,
            current_bed=presence.bed,
            follows=presence.demand,
        )
