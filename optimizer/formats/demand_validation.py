"""Do the demands of a problem hang together?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.formats.findings import bad_level, duplicates, named, negative, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from optimizer.problem import Demand, Problem


def demand_findings(problem: Problem) -> Iterator[str]:
    """Name everything that cannot be right in ``problem.demands``."""
    places = {place.id for place in problem.places}
    surgeons = {surgeon.id for surgeon in problem.surgeons}
    sessions = {session.id for session in problem.sessions}
    yield from duplicates("demands", [demand.id for demand in problem.demands])
    for name in sorted({demand.id for demand in problem.demands} & {person.id for person in problem.occupants}):
        yield f"demands: {name!r} is an occupant's id too; call one of them otherwise"
    for at, demand in enumerate(problem.demands):
        where = f"demands[{at}] {demand.id!r}"
        yield from _times(where, demand)
        yield from unknown(where, "refuses", demand.refuses, places)
        yield from unknown(where, "place_cost", {place for place, _ in demand.place_cost}, places)
        yield from unknown(where, "previous", named(demand.previous), places)
        if demand.surgery is not None:
            yield from unknown(where, "surgeon", {demand.surgery.surgeon}, surgeons)
        yield from _promise(where, demand, places, sessions)
        yield from _care(where, demand)


def _times(where: str, demand: Demand) -> Iterator[str]:
    yield from negative(where, release=demand.release, urgency=demand.urgency)
    if demand.due < demand.release:
        yield f"{where}: due {demand.due} is before release {demand.release}; widen the window"
    if demand.length < 1:
        yield f"{where}: length is {demand.length}, must be at least 1"
    if demand.waiting_level is not None:
        yield from bad_level(where, demand.waiting_level)
    if demand.surgery is not None:
        yield from negative(where, offset=demand.surgery.offset, minutes=demand.surgery.minutes)


def _promise(where: str, demand: Demand, places: set[str], sessions: set[str]) -> Iterator[str]:
    promise = demand.promise
    if promise is not None:
        yield from unknown(where, "promise.place", named(promise.place), places)
        yield from unknown(where, "promise.session", named(promise.session), sessions)
        yield from negative(where, promise_start=promise.start or 0)
    if not demand.pinned:
        return
    if promise is None or promise.place is None or promise.start is None:
        yield f"{where}: is pinned, so its promise must name place and start"
    elif (promise.session is None) != (demand.surgery is None):
        yield f"{where}: is pinned, so its promise must name a session if and only if it has an operation"


def _care(where: str, demand: Demand) -> Iterator[str]:
    if demand.care is None:
        return
    if len(demand.care.workload) != len(demand.care.skill):
        yield f"{where}: care has {len(demand.care.workload)} workloads and {len(demand.care.skill)} skills"
    yield from negative(where, workload=min(demand.care.workload, default=0))
