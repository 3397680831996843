"""Which demands to place again together: those that hold what a badly placed one would like to have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from optimizer.cost import Cost

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from optimizer.problem import Demand
    from optimizer.state.hospital import Hospital

_THEATRES: Final = 0.3  # how often an operation's neighbours are those of its surgeon and theatres
_FEW_ROOMS: Final = 0.6  # how often those in a few rooms are taken, instead of some in many
_DAYS: Final = 4  # around the stay, in which everybody in the few rooms is a neighbour


def neighbours(hospital: Hospital, cost: Cost, chance: random.Random, size: int) -> list[Demand]:
    """At most ``size`` demands, near in time: around a costly one, in some of the rooms or theatres it could have."""
    free = [demand for demand in hospital.index.problem.demands if not demand.pinned]
    if len(free) <= size:
        return free
    centre = _costly(free, cost, chance)
    if centre.surgery is not None and chance.random() < _THEATRES:
        kin = list(_in_theatres(hospital, centre, free))
    elif chance.random() < _FEW_ROOMS:
        return _in_few_rooms(hospital, centre, free, chance, size)
    else:
        kin = list(_in_rooms(hospital, centre, free, chance, size))
    kin.sort(key=lambda demand: abs(_start(hospital, demand) - _start(hospital, centre)) * chance.random())
    return [centre, *(demand for demand in kin[: size - 1] if demand is not centre)]


def _costly(free: list[Demand], cost: Cost, chance: random.Random) -> Demand:
    """One of the demands that cost something on some level, the dearer ones more often."""
    prices = cost.by_owner()
    level = chance.choice([number for number, amount in enumerate(cost.levels) if amount] or [0])
    costly = [(prices[demand.id][level], demand.id, demand) for demand in free if demand.id in prices]
    dearest = sorted((found for found in costly if found[0]), reverse=True)
    return dearest[int(len(dearest) * chance.random() ** 2)][2] if dearest else chance.choice(free)


def _in_rooms(
    hospital: Hospital, centre: Demand, free: list[Demand], chance: random.Random, size: int
) -> Iterator[Demand]:
    """Those who lie in some of the rooms that suit the centre, and those who have no place at all."""
    rooms = list(dict.fromkeys(place.room for place in hospital.suitable(centre)))
    some = set(chance.sample(rooms, min(len(rooms), size)))
    for demand in free:
        placement = hospital.placed.get(demand.id)
        if placement is None or hospital.index.places[placement.place].room in some:
            yield demand


def _in_few_rooms(
    hospital: Hospital, centre: Demand, free: list[Demand], chance: random.Random, size: int
) -> list[Demand]:
    """The centre and everybody around its time in its own room, and in others that suit it until they are enough."""
    day = hospital.index.problem.horizon.day
    start = _start(hospital, centre)
    begin, end = start - chance.randrange(_DAYS * day), start + centre.length + chance.randrange(_DAYS * day)
    there: dict[str, list[Demand]] = {}
    for demand in free:
        placement = hospital.placed.get(demand.id)
        if placement is not None and placement.start < end and placement.start + demand.length > begin:
            there.setdefault(hospital.index.places[placement.place].room, []).append(demand)
    others = list({place.room: None for place in hospital.suitable(centre)})
    chance.shuffle(others)
    own = hospital.placed.get(centre.id)
    rooms = ([] if own is None else [hospital.index.places[own.place].room]) + others
    found = {centre.id: centre}
    for room in rooms:
        if len(found) >= size:
            break
        found |= {demand.id: demand for demand in there.get(room, ())}
    return list(found.values())


def _in_theatres(hospital: Hospital, centre: Demand, free: list[Demand]) -> Iterator[Demand]:
    """Those who are operated where or by whom the centre could be."""
    surgeon = centre.surgery.surgeon if centre.surgery else ""
    theatres = {session.theatre for session in hospital.theatres.sessions(surgeon)}
    for demand in free:
        placement = hospital.placed.get(demand.id)
        if demand.surgery is None:
            continue
        session = None if placement is None else hospital.index.sessions[placement.session or ""]
        if session is None or session.theatre in theatres or demand.surgery.surgeon == surgeon:
            yield demand


def _start(hospital: Hospital, demand: Demand) -> int:
    placement = hospital.placed.get(demand.id)
    return demand.release if placement is None else placement.start
