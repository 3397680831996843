"""The hospital at one instant as a question to the engine: who gets which bed in the coming hours, by the minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bedcentre.domain.intervals import PlannedInterval
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandKind, DemandState
from bedcentre.planning import theatre_suite
from bedcentre.planning.census import Census
from bedcentre.planning.demands import Asking
from bedcentre.planning.grid import MinuteGrid
from bedcentre.planning.matching import homes_of
from bedcentre.planning.prices import OPERATIONAL
from bedcentre.planning.promises import Promises, spoken_for
from bedcentre.planning.reserves import reserves_of
from bedcentre.planning.tiers import Tiers, engine_tiers, tiers_of
from bedcentre.planning.times import BedTimes
from bedcentre.usecases.board.picture import Picture, take
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.preadmission import exams_done
from optimizer import problem as engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The question, and what it takes to read the answer: the engine's ids are the hospital's, as text.

    ``asked`` are the demands that the plan decides about: those that wait, and those whose promise is in danger
    (``endangered`` has it by demand). ``unasked`` counts the waiting that cannot start in the window. ``holds`` are the
    ones among the asked whose hold already says where. ``tiers`` are by specialty and ward, ``surgeries`` by demand,
    ``theatres`` by the engine's session. ``shared`` are the rooms with more than one bed. ``tests``: until when a
    demand's tests take.
    """

    problem: engine.Problem
    times: BedTimes
    picture: Picture
    asked: Mapping[int, Demand]
    unasked: int
    holds: frozenset[int]
    endangered: Mapping[int, PlannedInterval]
    tiers: Tiers
    surgeries: Mapping[int, engine.Surgery]
    theatres: Mapping[str, str]
    shared: frozenset[int]
    tests: Mapping[int, datetime]

    @property
    def grid(self) -> MinuteGrid:
        """The minutes of the question."""
        return self.times.grid


def operational(
    reader: Reader,
    picture: Picture | None = None,
    kinds: Collection[DemandKind] = tuple(DemandKind),
    *,
    whole: bool = False,
    hours: int | None = None,
) -> Snapshot:
    """The minute plan's question about waiting demands of these ``kinds``.

    ``picture`` is the hospital as ``reader`` sees it, where it is at hand already. ``whole``: with the beds that nobody
    can have in the hours it looks ahead, so that it can be asked what would help. ``hours`` it looks ahead; None: as
    many as the policy says.
    """
    picture = picture or take(reader)
    grid = MinuteGrid.starting(picture.now, picture.policy.operational_hours if hours is None else hours)
    times = BedTimes.under(picture.policy, grid)
    census = Census.of(picture.beds.values(), times, whole=whole)
    promises = Promises.of(picture, census)
    held = {claim.demand.id: claim.demand for claim in promises.kept if claim.decides}
    waiting = {
        each.id: each
        for each in picture.demands.values()
        if each.state is DemandState.WAITING and (each.kind in kinds or each.id in held)
    }
    asking = _asking(reader, picture, census, promises)
    free = {each.id: asking.demand(each) for each in waiting.values() if each.id not in held}
    again = {key: asking.again(picture.demands[key], told) for key, told in promises.endangered.items()}
    demands = {demand_id: demand for demand_id, demand in (*free.items(), *again.items()) if demand is not None}
    asked = {demand_id: picture.demands[demand_id] for demand_id in (*demands, *held)}
    specialties = {demand.specialty for demand in asked.values()}
    tiers = tiers_of(reader, picture, {each.ward.id for each in census.beds}, specialties)
    theatres = _theatres(reader, picture, grid, demands.values()) if DemandKind.DAY_SURGERY in kinds else _Theatres()
    problem = _problem(picture, census, promises, demands.values(), tiers, theatres)
    return Snapshot(
        problem=problem,
        times=times,
        picture=picture,
        asked=asked,
        unasked=sum(demand is None for demand in free.values()),
        holds=frozenset(held),
        endangered=promises.endangered,
        tiers=tiers,
        surgeries={demand_id: each.surgery for demand_id, each in demands.items() if each.surgery is not None},
        theatres={session.id: session.theatre for session in problem.sessions},
        shared=_shared(picture),
        tests=asking.tests,
    )


def _shared(picture: Picture) -> frozenset[int]:
    beds = Counter(each.room.id for each in picture.beds.values())
    return frozenset(room_id for room_id, count in beds.items() if count > 1)


def _asking(reader: Reader, picture: Picture, census: Census, promises: Promises) -> Asking:
    refused = {demand_id: set(beds) for demand_id, beds in spoken_for(picture, promises.endangered).items()}
    for demand_id, bed_id in reader.rejections():
        refused.setdefault(demand_id, set()).add(bed_id)
    lying = {each.patient.id: each.bed.id for each in picture.beds.values() if each.patient is not None}
    for demand in picture.demands.values():
        if demand.patient_id in lying:
            refused.setdefault(demand.id, set()).add(lying[demand.patient_id])
    return Asking(
        grid=census.times.grid,
        now=picture.now,
        zone=picture.zone,
        policy=picture.policy,
        places=frozenset(str(each.bed.id) for each in census.beds),
        homes=homes_of(picture.beds.values()),
        patients=picture.patients,
        procedures={procedure.code: procedure for procedure in reader.procedures()},
        refused={demand_id: frozenset(beds) for demand_id, beds in refused.items()},
        proposed={proposal.demand_id: proposal.bed_id for proposal in picture.proposals.values()},
        tests=exams_done(reader),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Theatres:
    """The operating part of the question; nothing where nobody is asked about who is to be operated on."""

    sessions: tuple[engine.Session, ...] = ()
    surgeons: tuple[engine.Surgeon, ...] = ()
    operations: tuple[engine.Demand, ...] = ()


def _theatres(reader: Reader, picture: Picture, grid: MinuteGrid, demands: Collection[engine.Demand]) -> _Theatres:
    span = theatre_suite.window_of(grid)
    bookings = [*reader.bookings(*span), *reader.offered_operations(*span)]
    wanting = {
        (demand.surgeon, demand.specialty)
        for demand in picture.demands.values()
        if demand.kind is DemandKind.DAY_SURGERY and demand.surgeon is not None
    }
    sessions = tuple(theatre_suite.sessions_of(reader.sessions(*span), grid, wanting, reader.policy))
    return _Theatres(
        sessions=sessions,
        surgeons=tuple(theatre_suite.surgeons_of(sessions, bookings, demands)),
        operations=tuple(theatre_suite.operations_of(bookings, grid, {session.id for session in sessions})),
    )


def _problem(
    picture: Picture,
    census: Census,
    promises: Promises,
    demands: Collection[engine.Demand],
    tiers: Tiers,
    theatres: _Theatres,
) -> engine.Problem:
    now = picture.now.astimezone(picture.zone)
    return engine.Problem(
        horizon=engine.Horizon(grid=engine.Grid.MINUTES, length=census.horizon, day=24 * 60),
        rooms=(*census.rooms(), theatre_suite.SUITE_ROOM),
        places=(*census.places(), theatre_suite.SUITE_PLACE),
        demands=(*demands, *(claim.as_demand() for claim in promises.kept), *theatres.operations),
        occupants=tuple(census.occupants()),
        closures=(*census.closures(now, promises.intervals), theatre_suite.suite_closure(census.horizon)),
        reserves=tuple(reserves_of(picture, census)),
        sessions=theatres.sessions,
        surgeons=theatres.surgeons,
        tiers=tuple(engine_tiers(tiers, picture)),
        prices=OPERATIONAL,
    )
