"""All demands of the days asked for, those already waiting at the start among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, count

from bedcentre.seeding.arriving import Arriving
from bedcentre.seeding.day_cases import DayCases
from bedcentre.seeding.kit import Kit
from bedcentre.seeding.moves import Moves
from bedcentre.seeding.occupants import Sleeper
from bedcentre.seeding.presences import presences
from bedcentre.seeding.records import Demand, Sister, StaffMember
from bedcentre.seeding.stays import Stream
from bedcentre.seeding.tiers import OWN


def build_demands(
    kit: Kit,
    streams: tuple[Stream, ...],
    sleepers: tuple[Sleeper, ...],
    staff: Iterable[StaffMember],
    tiers: Iterable[Sister],
) -> tuple[Demand, ...]:
    """Every demand, in the order in which the house learns of them."""
    codes = codes_from(1)
    surgeons = teams_of(staff)
    arriving = Arriving(kit)
    arrivals = [
        replace(arrival, demand=replace(arrival.demand, code=next(codes)))
        for arrival in chain(
            arriving.boarders(streams, sleepers),
            arriving.emergencies(streams),
            arriving.planned(streams, surgeons),
            arriving.referrals(streams),
        )
    ]
    day_cases = [replace(demand, code=next(codes)) for demand in DayCases(kit).build(surgeons)]
    present = list(presences(sleepers, arrivals))
    away = {sleeper.occupant.bed for sleeper in _borrowers(kit, sleepers, tiers)}
    moves = Moves(kit, codes)
    in_wards = [each for each in present if each.level == "ward"]
    demands = [
        *(arrival.demand for arrival in arrivals),
        *day_cases,
        *moves.step_downs(present),
        *moves.give_backs(each for each in in_wards if each.bed in away),
        *moves.transfers(each for each in in_wards if each.bed not in away),
    ]
    return in_order(demands)


def codes_from(number: int) -> Iterator[str]:
    """The codes of demands, one after another."""
    return (f"D{each:06d}" for each in count(number))


def in_order(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """The demands as the house learns of them."""
    return tuple(sorted(demands, key=lambda demand: (demand.raised_at, demand.code)))


def teams_of(staff: Iterable[StaffMember]) -> dict[str, tuple[str, ...]]:
    """The surgeons of each specialty."""
    teams: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for member in staff:
        if member.role == "surgeon" and member.specialty:
            teams[member.specialty] += (member.code,)
    return teams


def _borrowers(kit: Kit, sleepers: Iterable[Sleeper], tiers: Iterable[Sister]) -> Iterator[Sleeper]:
    """Those who lie in another specialty's ward."""
    own = {(row.specialty, row.ward) for row in tiers if row.tier == OWN}
    ward_of = {bed.label: bed.ward for unit in kit.structure.units for bed in unit.beds}
    for sleeper in sleepers:
        if (sleeper.occupant.specialty, ward_of[sleeper.occupant.bed]) not in own:
            yield sleeper
