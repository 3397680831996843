"""Does a problem hang together? Every contradiction is named at once, with its place and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.formats.demand_validation import demand_findings
from optimizer.formats.findings import ProblemError, bad_level, duplicates, negative, reversed_span, unknown
from optimizer.formats.sizes import oversized
from optimizer.problem import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.problem import Problem

__all__ = ["ProblemError", "check_references"]


def check_references(problem: Problem) -> None:
    """Look for unknown and repeated ids, impossible times and contradictory windows.

    Raises:
        ProblemError: with every finding, each naming its place in the file.
    """
    findings = tuple(
        finding
        for part in (_horizon, _rooms, _people, _time_off, _theatres, _nurses, _rules, demand_findings, oversized)
        for finding in part(problem)
    )
    if findings:
        raise ProblemError(findings)


def _horizon(problem: Problem) -> Iterator[str]:
    horizon = problem.horizon
    for name, value in (("length", horizon.length), ("day", horizon.day)):
        if value < 1:
            yield f"horizon.{name}: is {value}, must be at least 1"
    yield from negative("horizon", shifts=horizon.shifts)


def _rooms(problem: Problem) -> Iterator[str]:
    yield from duplicates("rooms", [room.id for room in problem.rooms])
    yield from duplicates("places", [place.id for place in problem.places])
    for at, room in enumerate(problem.rooms):
        if room.youngest is not None and room.oldest is not None and room.youngest > room.oldest:
            yield f"rooms[{at}] {room.id!r}: youngest {room.youngest} is above oldest {room.oldest}; swap them"
    rooms = {room.id for room in problem.rooms}
    for at, place in enumerate(problem.places):
        where = f"places[{at}] {place.id!r}"
        yield from unknown(where, "room", {place.room}, rooms)
        if place.capacity < 1:
            yield f"{where}: capacity is {place.capacity}, must be at least 1"
        if problem.horizon.grid is Grid.MINUTES and place.capacity > 1:
            yield f"{where}: capacity is {place.capacity}; on the minute grid a place is one bed, list the beds"


def _people(problem: Problem) -> Iterator[str]:
    places = {place.id for place in problem.places}
    yield from duplicates("occupants", [person.id for person in problem.occupants])
    for at, person in enumerate(problem.occupants):
        where = f"occupants[{at}] {person.id!r}"
        yield from unknown(where, "place", {person.place}, places)
        yield from negative(where, start=person.start)
        yield from reversed_span(where, person.start, person.end)


def _time_off(problem: Problem) -> Iterator[str]:
    places = {place.id for place in problem.places}
    for at, closure in enumerate(problem.closures):
        where = f"closures[{at}]"
        yield from unknown(where, "place", {closure.place}, places)
        yield from reversed_span(where, closure.start, closure.end)
        if closure.beds is not None and closure.beds < 1:
            yield f"{where}: closes {closure.beds} beds, must be at least 1 (leave it out to close all)"
    yield from duplicates("reserves", [reserve.id for reserve in problem.reserves])
    for at, reserve in enumerate(problem.reserves):
        where = f"reserves[{at}] {reserve.id!r}"
        yield from unknown(where, "places", reserve.places, places)
        yield from negative(where, count=reserve.count)
        yield from reversed_span(where, reserve.start, reserve.end)


def _theatres(problem: Problem) -> Iterator[str]:
    surgeons = {surgeon.id for surgeon in problem.surgeons}
    yield from duplicates("surgeons", [surgeon.id for surgeon in problem.surgeons])
    for at, surgeon in enumerate(problem.surgeons):
        yield from negative(f"surgeons[{at}] {surgeon.id!r}", minutes=min(surgeon.minutes, default=0))
    yield from duplicates("sessions", [session.id for session in problem.sessions])
    for at, session in enumerate(problem.sessions):
        where = f"sessions[{at}] {session.id!r}"
        yield from negative(where, start=session.start, minutes=session.minutes)
        yield from reversed_span(where, session.start, session.end)
        yield from unknown(where, "surgeons", session.surgeons or frozenset(), surgeons)


def _nurses(problem: Problem) -> Iterator[str]:
    horizon = problem.horizon
    shifts = -(-horizon.length // max(horizon.day, 1)) * horizon.shifts
    yield from duplicates("nurses", [nurse.id for nurse in problem.nurses])
    for at, nurse in enumerate(problem.nurses):
        where = f"nurses[{at}] {nurse.id!r}"
        yield from duplicates(f"{where}.duties", [str(duty.shift) for duty in nurse.duties])
        for duty in nurse.duties:
            yield from negative(where, max_load=duty.max_load)
            if not 0 <= duty.shift < shifts:
                yield f"{where}: works in shift {duty.shift}; the horizon has shifts 0 to {shifts - 1}"


def _rules(problem: Problem) -> Iterator[str]:
    wards = {room.ward for room in problem.rooms}
    yield from duplicates("tiers", [f"{tier.specialty} in {tier.ward}" for tier in problem.tiers])
    for at, tier in enumerate(problem.tiers):
        yield from unknown(f"tiers[{at}]", "ward", {tier.ward}, wards)
        yield from negative(f"tiers[{at}]", tier=tier.tier)
    for rule, price in problem.prices.items():
        yield from negative(f"prices.{rule}", amount=price.amount)
        yield from bad_level(f"prices.{rule}", price.level)
