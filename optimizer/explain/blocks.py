"""Who or what keeps a demand out of each place, until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.checker import HardRule
from optimizer.checker.suitability import refusals
from optimizer.explain.answers import Block
from optimizer.problem import DemandKind, SexRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.explain.around import Around
    from optimizer.problem import Place


def blocks(around: Around, latest: int) -> tuple[Block, ...]:
    """Everything in the way of a start in [release, latest]: what goes first stands first, what stays for good last."""
    found = [*_theatre(around, latest), *_in_time(around, latest), *_for_good(around)]
    horizon = around.index.problem.horizon.length
    return tuple(sorted(found, key=lambda each: (horizon + 1 if each.until is None else each.until, each.places)))


def _for_good(around: Around) -> Iterator[Block]:
    """Places that do not suit, by what is wrong with them; a place is named under the first reason."""
    groups: dict[tuple[HardRule, tuple[str, ...]], list[str]] = {}
    for place in around.index.problem.places:
        reason = next(refusals(around.index, around.demand, place), None)
        if reason is not None:
            groups.setdefault((reason.rule, _by(around, reason.rule, place)), []).append(place.id)
    for (rule, by), places in groups.items():
        yield Block(rule=rule, places=tuple(places), by=by)


def _by(around: Around, rule: HardRule, place: Place) -> tuple[str, ...]:
    room = around.index.rooms[place.room]
    if rule is HardRule.WARD_TIER:
        return (room.ward,)
    if rule in {HardRule.AGE_BAND, HardRule.ROOM_FOR_SEX}:
        return (room.id,)
    return tuple(sorted(around.demand.needs - place.features)) if rule is HardRule.FEATURES else ()


def _in_time(around: Around, latest: int) -> Iterator[Block]:
    """In the suitable places: people, closures and reserves that meet the time asked for."""
    end = min(latest + around.demand.length, around.index.problem.horizon.length)
    for place in around.hospital.suitable(around.demand):
        for rule, by, start, until in (*_people(around, place), *_shut(around, place), *_kept(around, place)):
            if start < end and until > around.demand.release:
                yield Block(rule=rule, places=(place.id,), by=(by,), start=start, until=until)


def _people(around: Around, place: Place) -> Iterator[tuple[HardRule, str, int, int]]:
    demand, shared = around.demand, around.index.rooms[place.room].sex is SexRule.SAME
    full = around.hospital.beds.full(place)
    for each in around.company(place):
        if each.organism != demand.organism:
            yield HardRule.ORGANISM, each.who, each.start, each.end
        elif shared and each.sex is not demand.sex:
            yield HardRule.ROOM_SEX, each.who, each.start, each.end
        elif each.place.id == place.id and any(start < each.end and each.start < end for start, end in full):
            yield HardRule.CAPACITY, each.who, each.start, each.end


def _shut(around: Around, place: Place) -> Iterator[tuple[HardRule, str, int, int]]:
    for each in around.closures.get(place.id, ()):
        yield HardRule.CAPACITY, each.reason, each.start, each.end


def _kept(around: Around, place: Place) -> Iterator[tuple[HardRule, str, int, int]]:
    if around.demand.kind is not DemandKind.EMERGENCY:
        for reserve in around.index.problem.reserves:
            if place.id in reserve.places:
                for start, end in around.hospital.beds.used_up(reserve):
                    yield HardRule.RESERVE, reserve.id, start, end


def _theatre(around: Around, latest: int) -> Iterator[Block]:
    """Sessions without room for the operation, and theatres and surgeons that are busy."""
    surgery, demand = around.demand.surgery, around.demand
    if surgery is None:
        return
    theatres = around.hospital.theatres
    sessions = [
        each
        for each in theatres.sessions(surgery.surgeon)
        if each.start <= latest + surgery.offset and each.end > demand.release + surgery.offset
    ]
    if not sessions:
        yield Block(rule=HardRule.SESSION, places=(), by=(surgery.surgeon,))
    for each in sessions:
        if theatres.left(each) < surgery.minutes:
            yield Block(rule=HardRule.SESSION_MINUTES, places=(), by=(each.id,), start=each.start, until=each.end)
    day = around.index.problem.horizon.day
    for at in sorted({each.start // day for each in sessions}):
        if theatres.surgeon_left(surgery.surgeon, at) < surgery.minutes:
            yield Block(
                rule=HardRule.SURGEON_MINUTES, places=(), by=(surgery.surgeon,), start=at * day, until=(at + 1) * day
            )
    for opening in around.openings:
        for start, end in opening.blocked:
            if start <= opening.high + surgery.offset and end > opening.low + surgery.offset:
                yield Block(
                    rule=HardRule.THEATRE_OVERLAP, places=(), by=(str(opening.session),), start=start, until=end
                )
