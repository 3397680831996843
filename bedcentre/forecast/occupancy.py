"""How full each group of wards will be on the days ahead: who is here, who is planned, and who usually comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from bedcentre.domain.vocabulary import ActualKind, DemandKind, WardGroup
from bedcentre.forecast.learned import Learned
from bedcentre.forecast.presence import Coming, Numbers, Presences
from bedcentre.usecases.ahead.groups import groups_of, homes_of
from bedcentre.usecases.ahead.outlook import DayAhead, GroupAhead, LookedAhead
from bedcentre.usecases.ahead.plan import TacticalPlan
from bedcentre.usecases.board.moment import today
from bedcentre.usecases.board.picture import Picture

BAND = 1.2816
"""Standard deviations to either side that hold four of five cases."""


def looked_ahead(picture: Picture, plan: TacticalPlan, learned: Learned | None) -> LookedAhead:
    """The two weeks from the picture's day on. Where nothing was ``learned``, people leave as the wards expect.

    What nobody has asked for yet is expected as past stays let expect it: emergencies and referrals on every day, and
    planned admissions where fewer are known than are usual on that weekday.
    """
    groups = groups_of(picture)
    presences = Presences(picture, plan.days, learned.departures if learned is not None else None)
    coming = tuple(each for each in presences.coming(plan) if each.situation.ward.id in groups)
    tally = _tally(picture, plan, groups, presences, coming)
    loads = _loads(picture, plan.days, groups, presences, coming)
    if learned is not None:
        _expect_the_usual(picture, tally, groups, loads, learned)
    rows = {group: _days(picture, tally, loads[group], {group}) for group in WardGroup if group in groups.values()}
    whole = Load.none(plan.days)
    for load in loads.values():
        whole.mean[:] += load.mean
        whole.variance[:] += load.variance
    return LookedAhead(
        now=picture.now,
        plan=plan,
        learned=learned is not None,
        house=GroupAhead(group=None, days=_days(picture, tally, whole, set(WardGroup))),
        groups=tuple(GroupAhead(group=group, days=days) for group, days in rows.items()),
    )


@dataclass(frozen=True, slots=True)
class Load:
    """Expected patients at each of the coming midnights, and the variance of their number."""

    mean: Numbers
    variance: Numbers

    @classmethod
    def none(cls, days: int) -> Load:
        """Nobody at all."""
        return cls(np.zeros(days), np.zeros(days))

    def add(self, present: Numbers) -> None:
        """One person, there with these probabilities."""
        self.mean[:] += present
        self.variance[:] += present * (1 - present)

    def add_many(self, expected: Numbers) -> None:
        """People of whom each comes or not without regard to the others, so many expected."""
        self.mean[:] += expected
        self.variance[:] += expected


@dataclass(frozen=True, slots=True)
class Tally:
    """What can be counted, by group and day: usable beds, who comes, operations, demands without a day."""

    beds: Counter[tuple[WardGroup, int]]
    admissions: Counter[tuple[WardGroup, int]]
    day_surgery: Counter[tuple[WardGroup, int]]
    no_day: Counter[tuple[WardGroup, int]]


def _loads(
    picture: Picture, days: int, groups: Mapping[int, WardGroup], presences: Presences, coming: tuple[Coming, ...]
) -> dict[WardGroup, Load]:
    loads = {group: Load.none(days) for group in WardGroup}
    moves = {each.demand.encounter_id: each.at for each in coming if each.demand.encounter_id is not None}
    for situation in picture.beds.values():
        if situation.encounter is not None and situation.ward.id in groups:
            present = presences.lying(situation, moves.get(situation.encounter.id))
            loads[groups[situation.ward.id]].add(present)
    for each in coming:
        loads[groups[each.situation.ward.id]].add(presences.arrived(each))
    return loads


def _expect_the_usual(
    picture: Picture, tally: Tally, groups: Mapping[int, WardGroup], loads: Mapping[WardGroup, Load], learned: Learned
) -> None:
    """Add those whom nobody has asked a bed for yet."""
    for group, load in loads.items():
        codes = [ward.code for ward in picture.wards.values() if groups.get(ward.id) is group]
        days = len(load.mean)
        known = np.array([float(tally.admissions[group, day]) for day in range(days)])
        usual = {code: learned.planned.usual(code, picture.now, days) for code in codes}
        whole = sum(usual.values(), np.zeros(days))
        missing = np.divide(np.clip(whole - known, 0, None), whole, out=np.zeros(days), where=whole > 0)
        for code in codes:
            load.add_many(learned.planned.present(code, usual[code] * missing))
            load.add_many(learned.unasked.present(code, learned.unasked.usual(code, picture.now, days)))


def _tally(
    picture: Picture,
    plan: TacticalPlan,
    groups: Mapping[int, WardGroup],
    presences: Presences,
    coming: tuple[Coming, ...],
) -> Tally:
    tally = Tally(Counter(), Counter(), Counter(), Counter())
    for situation in (each for each in picture.beds.values() if each.ward.id in groups):
        actual, shut = situation.actual, 0
        if actual is not None and actual.kind is ActualKind.BLOCKED:
            shut = presences.day_of(actual.until) if actual.until is not None else plan.days
        for day in range(shut, plan.days):
            tally.beds[groups[situation.ward.id], day] += 1
    for each in coming:
        tally.admissions[groups[each.situation.ward.id], presences.day_of(each.at)] += 1
    homes = homes_of(picture)
    operated = {demand.id: claim.interval.start for _, claim, demand in picture.promises()}
    for demand in picture.demands.values():
        if demand.kind is DemandKind.DAY_SURGERY:
            day = presences.day_of(operated.get(demand.id, demand.wanted_from))
            tally.day_surgery[homes.get(demand.specialty, WardGroup.SURGICAL), day] += 1
    for demand in (picture.demands[each] for each in plan.unplaced if each in picture.demands):
        day = presences.day_of(demand.wanted_from)
        tally.no_day[homes.get(demand.specialty, WardGroup.MEDICAL), day] += 1
    return tally


def _days(picture: Picture, tally: Tally, load: Load, of: set[WardGroup]) -> tuple[DayAhead, ...]:
    first, spread = today(picture), BAND * np.sqrt(load.variance)

    def count(counter: Counter[tuple[WardGroup, int]], day: int) -> int:
        return sum(counter[group, day] for group in of)

    return tuple(
        DayAhead(
            day=first + timedelta(days=day),
            beds=count(tally.beds, day),
            expected=round(float(load.mean[day]), 1),
            low=round(max(float(load.mean[day] - spread[day]), 0.0), 1),
            high=round(float(load.mean[day] + spread[day]), 1),
            admissions=count(tally.admissions, day),
            day_surgery=count(tally.day_surgery, day),
            no_day=count(tally.no_day, day),
        )
        for day in range(len(load.mean))
    )
