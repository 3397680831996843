"""The ways out as sentences for a ward, each with the command that takes it, where the hospital has one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from bedcentre.domain.messages import Message, Value
from bedcentre.domain.vocabulary import ActualKind
from bedcentre.planning.why.answer import Deed, WayOut
from bedcentre.planning.why.asked import Asked
from bedcentre.planning.why.costs import harm
from bedcentre.usecases.beds import UnblockBed
from bedcentre.usecases.proposals import ChooseBed, ReleaseClaim
from bedcentre.usecases.ways_out import AskToLeaveEarlier, MakeRoom
from optimizer.explain import answers
from optimizer.explain import changes as engine

GETTING_READY = timedelta(minutes=30)
"""Nobody is out of a bed sooner after the ward was asked."""


class Told(NamedTuple):
    """What has to happen, the command for it if any, and whether that takes a signed reason.

    ``later``: how much later than the engine thinks people can do it.
    """

    what: Message
    deed: Deed | None = None
    signed: bool = False
    later: timedelta = timedelta()


def way_out(asked: Asked, way: answers.WayOut) -> WayOut:
    """One way out in words."""
    told = TELLING[type(way.change)](asked, way, way.change)
    place = asked.place(way.placement)
    return WayOut(
        kind=type(way.change).__name__,
        place=replace(place, start=place.start + told.later),
        what=told.what,
        costs=tuple(harm(asked, way)),
        deed=told.deed,
        signed=told.signed,
    )


def _leaves_earlier(asked: Asked, _way: answers.WayOut, change: engine.LeavesEarlier) -> Told:
    it, encounter = asked.lying(change.occupant)
    exact = asked.snapshot.grid.instant(change.ready) - asked.snapshot.picture.policy.turnaround
    by = max(exact, asked.snapshot.grid.origin + GETTING_READY)
    params: dict[str, Value] = {"bed": it.bed.label, "expected": encounter.expected_discharge}
    if by >= encounter.expected_discharge:
        return Told(Message("why.way.leaves_at_last", params))
    what = Message("why.way.leaves_earlier", {**params, "by": by})
    return Told(what, AskToLeaveEarlier(encounter_id=encounter.id, by=by), later=by - exact)


def _makes_room(asked: Asked, _way: answers.WayOut, change: engine.MoveOccupant) -> Told:
    (it, encounter), other = asked.lying(change.occupant), asked.bed(change.place)
    what = Message("why.way.makes_room", {"bed": it.bed.label, "other": other.bed.label})
    return Told(what, MakeRoom(encounter_id=encounter.id, bed_id=other.bed.id))


def _gives_way(asked: Asked, way: answers.WayOut, change: engine.Elsewhere | engine.Postpone) -> Told:
    """Somebody else has only a proposal: taking the bed is enough, the plan finds them another place."""
    picture = asked.snapshot.picture
    other = picture.demands[int(change.demand)]
    params: dict[str, Value] = {
        "kind": f"@demand_kind.{other.kind.value}",
        "patient": picture.patients[other.patient_id].masked_name,
    }
    name = "gives_way" if isinstance(change, engine.Elsewhere) else "postponed"
    return Told(Message(f"why.way.{name}", params), _choose(asked, way))


def _waits_longer(asked: Asked, way: answers.WayOut, _change: engine.WaitLonger) -> Told:
    return Told(Message("why.way.waits_longer", {"latest": asked.demand.latest}), _choose(asked, way))


def _other_ward(asked: Asked, way: answers.WayOut, _change: engine.Lend | engine.AcceptOtherWard) -> Told:
    name = "severe_elsewhere" if asked.demand.severe else "lends"
    params = {"ward": asked.place(way.placement).ward.code}
    return Told(Message(f"why.way.{name}", params), _choose(asked, way), signed=True)


def _rule_of_room(asked: Asked, way: answers.WayOut, change: engine.MixSexes | engine.AnyAge) -> Told:
    name = "mixes" if isinstance(change, engine.MixSexes) else "any_age"
    params = {"room": asked.bed(way.placement.place).room.number}
    return Told(Message(f"why.way.{name}", params), _choose(asked, way), signed=True)


def _reserve(asked: Asked, way: answers.WayOut, _change: engine.UseReserve) -> Told:
    return Told(Message("why.way.reserve", {"ward": asked.place(way.placement).ward.code}), _choose(asked, way))


def _open_to_all(asked: Asked, way: answers.WayOut, _change: engine.OpenToAll) -> Told:
    what = Message("why.way.open_to_all", {"bed": asked.place(way.placement).label})
    return Told(what, _choose(asked, way), signed=True)


def _opens(asked: Asked, _way: answers.WayOut, change: engine.OpenPlace) -> Told:
    """A bed is closed because it is blocked, not clean, held for nobody on the list, or outside its hours."""
    it = asked.bed(change.place)
    bed, at = it.bed, asked.snapshot.grid.instant(change.at)
    if it.actual is not None and it.actual.kind is ActualKind.BLOCKED:
        what = Message("why.way.unblocks", {"bed": bed.label, "reason": it.actual.reason or ""})
        return Told(what, UnblockBed(bed_id=bed.id))
    held = next((each.interval for each in it.claims if each.interval.start <= at < each.interval.end), None)
    if held is not None:
        what = Message("why.way.released", {"bed": bed.label, "reason": held.reason or ""})
        return Told(what, ReleaseClaim(interval_id=held.id, bed_id=bed.id))
    name = "cleaned" if it.actual is not None else "opens"
    return Told(Message(f"why.way.{name}", {"bed": bed.label, "at": at}))


def _longer_session(asked: Asked, _way: answers.WayOut, change: engine.LongerSession) -> Told:
    params: dict[str, Value] = {"theatre": asked.snapshot.theatres[change.session], "minutes": change.minutes}
    return Told(Message("why.way.longer_session", params))


def _more_sessions(asked: Asked, _way: answers.WayOut, change: engine.AddSession) -> Told:
    return Told(Message("why.way.more_sessions", {"start": _session_start(asked, change.session)}))


def _overtime(_asked: Asked, _way: answers.WayOut, change: engine.Overtime) -> Told:
    return Told(Message("why.way.overtime", {"surgeon": change.surgeon, "minutes": change.minutes}))


def _session_start(asked: Asked, session: str) -> datetime:
    start = next(each.start for each in asked.snapshot.problem.sessions if each.id == session)
    return asked.snapshot.grid.instant(start)


def _choose(asked: Asked, way: answers.WayOut) -> ChooseBed | None:
    """The coordinator's own choice of the bed; an operation's slot is the surgeon's to book."""
    if way.placement.session is not None:
        return None
    place = asked.place(way.placement)
    start = None if way.placement.start == 0 else place.start
    return ChooseBed(demand_id=asked.demand.id, bed_id=place.bed_id, start=start)


Telling = Callable[[Asked, answers.WayOut, Any], Told]

TELLING: Mapping[type[engine.Change], Telling] = {
    engine.LeavesEarlier: _leaves_earlier,
    engine.MoveOccupant: _makes_room,
    engine.Elsewhere: _gives_way,
    engine.Postpone: _gives_way,
    engine.WaitLonger: _waits_longer,
    engine.AcceptOtherWard: _other_ward,
    engine.Lend: _other_ward,
    engine.MixSexes: _rule_of_room,
    engine.AnyAge: _rule_of_room,
    engine.UseReserve: _reserve,
    engine.OpenToAll: _open_to_all,
    engine.OpenPlace: _opens,
    engine.LongerSession: _longer_session,
    engine.AddSession: _more_sessions,
    engine.Overtime: _overtime,
}
"""By kind of change, how it is told. The other kinds are what-ifs: nobody is helped by them."""
